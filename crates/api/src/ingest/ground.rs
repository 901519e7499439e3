//! What the reading of every item stands on.

use std::{collections::HashMap, sync::Arc};

use farol_model::{JsonText, Resource, UnixNano};
use farol_otlp::push_json_string;

use super::{
    fields::Fields,
    meter::Meter,
    object::{Field, object},
};
use crate::intake::Window;

/// Why an item is not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rejection {
    pub(super) code: &'static str,
    pub(super) detail: String,
}

impl Rejection {
    pub(super) fn new(code: &'static str, detail: String) -> Self {
        Self { code, detail }
    }
}

/// The request that the items are of.
pub(super) struct Ground<'g, 'c> {
    pub(super) project_id: i32,
    pub(super) window: Window,
    pub(super) meter: &'g mut Meter<'c>,
    pub(super) origins: Origins,
    /// Whether every item carried its own time.
    pub(super) all_timed: bool,
    /// Whether some item's time is finer than a millisecond.
    pub(super) finer_than_millisecond: bool,
}

impl Ground<'_, '_> {
    /// The fields of an item or of what is in it.
    pub(super) fn fields<'b>(&mut self, json: &'b str) -> Result<Fields<'b>, Rejection> {
        let detail = "it is not a JSON object";
        Fields::read(json, self.meter).ok_or_else(|| Rejection::new("malformed", detail.to_owned()))
    }

    /// The time of an item: its own, else that of receipt; refused where nothing so old or so far in
    /// the future is kept.
    pub(super) fn time(&mut self, own: Option<UnixNano>) -> Result<UnixNano, Rejection> {
        let Some(time) = own else {
            self.all_timed = false;
            return Ok(self.window.now);
        };
        if time < self.window.oldest {
            let detail = format!("its time {time} is older than what is kept");
            return Err(Rejection::new("too_old", detail));
        }
        if time > self.window.newest {
            let detail = format!("its time {time} is too far in the future");
            return Err(Rejection::new("too_far_ahead", detail));
        }
        self.finer_than_millisecond |= time.0 % 1_000_000 != 0;
        Ok(time)
    }
}

/// Where items came from, each origin once.
#[derive(Default)]
pub(super) struct Origins {
    known: HashMap<(Option<String>, Option<String>), Arc<Resource>>,
    /// What the envelope says of all items, without the braces around it.
    common: String,
    service: Option<String>,
}

/// Origins that a request may have; beyond, each item has its own.
const MOST_ORIGINS: usize = 1_000;

impl Origins {
    /// Takes what the envelope says beside its items.
    pub(super) fn of(mut common: Fields<'_>) -> Result<Self, Rejection> {
        let service = common.take("service").and_then(|value| super::mend::text(value.get()));
        let service = service.map(std::borrow::Cow::into_owned).filter(|text| !text.is_empty());
        let rest: Vec<Field<'_>> = common.rest().collect();
        let common = object(&rest)?.map(JsonText::into_string).unwrap_or_default();
        let common =
            common.trim_start_matches('{').strip_suffix('}').unwrap_or_default().to_owned();
        Ok(Self { known: HashMap::new(), common, service })
    }

    /// The origin of an item that names a service and a logger.
    pub(super) fn get(&mut self, service: Option<String>, logger: Option<String>) -> Arc<Resource> {
        let key = (service.or_else(|| self.service.clone()), logger);
        if let Some(known) = self.known.get(&key) {
            return Arc::clone(known);
        }
        let origin = Arc::new(self.make(&key));
        if self.known.len() < MOST_ORIGINS {
            self.known.insert(key, Arc::clone(&origin));
        }
        origin
    }

    fn make(&self, (service, logger): &(Option<String>, Option<String>)) -> Resource {
        let mut attributes = Vec::new();
        attributes.extend((!self.common.is_empty()).then(|| self.common.clone()));
        attributes.extend(service.as_deref().map(|name| pair("service.name", name)));
        let attributes = attributes.join(",");
        let resource = format!("{{\"attributes\":{{{attributes}}}}}");
        Resource {
            service: service.clone(),
            resource: (!attributes.is_empty()).then(|| JsonText::vouched(resource)),
            scope: logger
                .as_deref()
                .map(|name| JsonText::vouched(format!("{{{}}}", pair("name", name)))),
            scope_name: logger.clone(),
            kinds: None,
        }
    }
}

fn pair(key: &str, value: &str) -> String {
    let mut out = String::new();
    push_json_string(&mut out, key);
    out.push(':');
    push_json_string(&mut out, value);
    out
}
