//! Where a request comes from, for the audit trail and the limit of sign-ins.

use std::{net::IpAddr, str::FromStr};

use axum::{
    extract::FromRequestParts,
    http::{Extensions, HeaderMap, request::Parts},
};

use crate::{AppState, error::ApiError};

/// The other end of a connection, which the server puts among a request's extensions.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// A network as `10.0.0.0/8`, or a single address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u32,
}

/// Says that a text names no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is neither an IP address nor a network such as 10.0.0.0/8")]
pub struct NetworkError;

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let (address, prefix) = text.split_once('/').unwrap_or((text, ""));
        let address: IpAddr = address.parse().map_err(|_| NetworkError)?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            "" if !text.ends_with('/') => most,
            prefix => prefix.parse().ok().filter(|prefix| *prefix <= most).ok_or(NetworkError)?,
        };
        Ok(Self { address, prefix })
    }
}

impl Network {
    fn contains(&self, other: IpAddr) -> bool {
        match (self.address, other) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                (own.to_bits() ^ other.to_bits()).leading_zeros() >= self.prefix
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                (own.to_bits() ^ other.to_bits()).leading_zeros() >= self.prefix
            }
            _ => false,
        }
    }
}

/// The client's address; unknown where a request came over no connection.
pub(crate) struct Source(pub(crate) Option<IpAddr>);

impl FromRequestParts<AppState> for Source {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        Ok(Self::of(&parts.extensions, &parts.headers, &state.settings.trusted_proxies))
    }
}

impl Source {
    fn of(extensions: &Extensions, headers: &HeaderMap, proxies: &[Network]) -> Self {
        let Some(Peer(peer)) = extensions.get::<Peer>() else { return Self(None) };
        let trusted = |address: IpAddr| proxies.iter().any(|proxy| proxy.contains(address));
        let mut client = peer.to_canonical();
        // Each proxy adds whom it heard from at the end: what stands before the last one that is not
        // trusted may be anybody's invention.
        let lines = headers.get_all("x-forwarded-for").iter().rev();
        let named = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.rsplit(','));
        for name in named {
            if !trusted(client) {
                break;
            }
            let Some(before) = address(name.trim()) else { break };
            client = before;
        }
        Self(Some(client))
    }
}

/// Some proxies add the port.
fn address(text: &str) -> Option<IpAddr> {
    let plain = || text.parse::<IpAddr>().ok();
    let with_port = || text.parse::<std::net::SocketAddr>().ok().map(|of| of.ip());
    plain().or_else(with_port).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn source(peer: &str, forwarded: &[&'static str], proxies: &[&str]) -> String {
        let proxies: Vec<Network> = proxies.iter().map(|proxy| proxy.parse().unwrap()).collect();
        let mut extensions = Extensions::new();
        extensions.insert(Peer(peer.parse().unwrap()));
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(line));
        }
        Source::of(&extensions, &headers, &proxies).0.unwrap().to_string()
    }

    #[test]
    fn nobody_names_another_address_but_a_trusted_proxy() {
        assert_eq!(source("192.0.2.7", &["10.1.1.1"], &[]), "192.0.2.7");
        assert_eq!(source("192.0.2.7", &["10.1.1.1"], &["10.0.0.0/8"]), "192.0.2.7");
        assert_eq!(source("10.1.2.3", &["192.0.2.7"], &["10.0.0.0/8"]), "192.0.2.7");
        assert_eq!(source("::ffff:10.1.2.3", &["192.0.2.7:81"], &["10.1.2.3"]), "192.0.2.7");
        assert_eq!(source("fd00::1", &["[2001:db8::5]:443"], &["fd00::/8"]), "2001:db8::5");
    }

    #[test]
    fn what_a_client_invents_stands_before_what_the_proxies_saw() {
        let proxies = ["10.0.0.0/8"];
        assert_eq!(source("10.0.0.1", &["6.6.6.6, 192.0.2.7, 10.0.0.2"], &proxies), "192.0.2.7");
        assert_eq!(source("10.0.0.1", &["6.6.6.6", "192.0.2.7, 10.0.0.2"], &proxies), "192.0.2.7");
        assert_eq!(source("10.0.0.1", &["6.6.6.6, unknown"], &proxies), "10.0.0.1");
        assert_eq!(source("10.0.0.1", &[], &proxies), "10.0.0.1");
    }

    #[test]
    fn networks_are_read_strictly() {
        for wrong in ["", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0/8", "proxy", "::1/-1"] {
            assert_eq!(wrong.parse::<Network>(), Err(NetworkError), "{wrong:?}");
        }
        assert!("0.0.0.0/0".parse::<Network>().unwrap().contains("192.0.2.7".parse().unwrap()));
        assert!(!"0.0.0.0/0".parse::<Network>().unwrap().contains("::1".parse().unwrap()));
    }
}
