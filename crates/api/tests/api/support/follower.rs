//! A client that follows executions over WebSocket, on a real connection.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::Value;
use tokio::{
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{
        Error, Message,
        client::IntoClientRequest,
        http::{HeaderName, HeaderValue},
    },
};

use super::Farol;

pub struct Follower {
    socket: WebSocketStream<TcpStream>,
}

impl Follower {
    /// Opens a socket with the key of `default`.
    pub async fn open(farol: &Farol, path: &str) -> Self {
        let opened = Self::ask(farol, path, &[("x-api-key", &farol.key)]).await;
        opened.unwrap_or_else(|(status, body)| panic!("{path}: {status} {body}"))
    }

    /// Asks for a socket; where it is refused, the status and the body.
    pub async fn ask(
        farol: &Farol,
        path: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<Self, (u16, Value)> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(axum::serve(listener, farol.router.clone()).into_future());
        let mut request = format!("ws://{address}{path}").into_client_request().unwrap();
        for (name, value) in headers {
            let value = HeaderValue::from_str(&value.replace("{host}", &address.to_string()));
            request.headers_mut().insert(HeaderName::from_static(name), value.unwrap());
        }
        let stream = TcpStream::connect(address).await.unwrap();
        match client_async(request, stream).await {
            Ok((socket, _)) => Ok(Self { socket }),
            Err(Error::Http(answer)) => {
                let body = answer.body().as_deref().unwrap_or_default();
                Err((answer.status().as_u16(), serde_json::from_slice(body).unwrap_or_default()))
            }
            Err(error) => panic!("{path}: {error}"),
        }
    }

    /// The next message.
    pub async fn next(&mut self) -> Value {
        match self.receive().await {
            Some(Message::Text(text)) => serde_json::from_str(&text).unwrap(),
            other => panic!("a message was expected, not {other:?}"),
        }
    }

    /// The next message that is of this type; those before it are skipped.
    pub async fn next_of(&mut self, name: &str) -> Value {
        loop {
            let message = self.next().await;
            if message["type"] == name {
                return message;
            }
        }
    }

    /// The code that the server ends the connection with.
    pub async fn end(mut self) -> u16 {
        loop {
            match self.receive().await {
                Some(Message::Text(_)) => {}
                Some(Message::Close(frame)) => return frame.unwrap().code.into(),
                other => panic!("an end was expected, not {other:?}"),
            }
        }
    }

    /// Pings are answered while this waits.
    async fn receive(&mut self) -> Option<Message> {
        loop {
            let next = timeout(Duration::from_secs(20), self.socket.next()).await;
            match next.expect("something")?.unwrap() {
                Message::Ping(_) | Message::Pong(_) => {}
                message => return Some(message),
            }
        }
    }
}
