//! Resources and scopes.

use std::{borrow::Cow, sync::Arc};

use farol_model::{JsonText, Resource};

use crate::{
    assemble::cost_of,
    conventions::identifier,
    raw::{RawResource, RawScope},
    session::Session,
    value::find,
    write::{Kinds, Path, Writer, push_count, push_key, push_text},
};

/// What one request's envelope holds.
#[derive(Default)]
pub(crate) struct Survey {
    /// One for each scope that has items, in the order of the request.
    pub(crate) origins: Vec<Arc<Resource>>,
    pub(crate) items: usize,
}

/// One resource and the scopes under it.
#[derive(Default)]
pub(crate) struct ResourceEntry<'a> {
    pub(crate) resource: Option<RawResource<'a>>,
    pub(crate) schema_url: Cow<'a, str>,
    pub(crate) scopes: Vec<ScopeEntry<'a>>,
}

/// One scope and the number of items under it.
#[derive(Default)]
pub(crate) struct ScopeEntry<'a> {
    pub(crate) scope: Option<RawScope<'a>>,
    pub(crate) schema_url: Cow<'a, str>,
    pub(crate) items: usize,
}

impl<'a> ResourceEntry<'a> {
    /// Keeps a scope, unless it is empty.
    pub(crate) fn add(&mut self, scope: ScopeEntry<'a>, session: &mut Session<'_>) {
        if scope.items > 0 {
            session.meter.take(cost_of::<ScopeEntry<'a>>());
            self.scopes.push(scope);
        }
    }
}

impl Survey {
    pub(crate) fn add(&mut self, entry: ResourceEntry<'_>, session: &mut Session<'_>) {
        if entry.scopes.is_empty() {
            return;
        }
        let mut writer = Writer::new(&mut session.meter);
        let resource = write_resource(&entry, &mut writer);
        let resource_bytes = resource.as_ref().map_or(0, |text| text.as_str().len());
        let kinds = writer.kinds;
        let mut too_deep = writer.too_deep;
        let attributes = entry.resource.as_ref().map_or(&[][..], |resource| &resource.attributes);
        let service = find(attributes, "service.name").and_then(identifier);
        for scope in entry.scopes {
            session.meter.take(cost_of::<Resource>() + resource_bytes);
            if session.meter.is_over() {
                return;
            }
            let mut writer = Writer::new(&mut session.meter);
            writer.kinds = Kinds::clone(&kinds);
            let origin = Resource {
                service: service.clone(),
                resource: resource.clone(),
                scope: write_scope(&scope, &mut writer),
                scope_name: scope_name(&scope),
                kinds: writer.kinds.finish(),
            };
            too_deep |= writer.too_deep;
            self.origins.push(Arc::new(origin));
            self.items += scope.items;
        }
        if too_deep {
            session.notes.warn("attributes of a resource or scope nested too deep were cut off");
        }
    }
}

fn scope_name(scope: &ScopeEntry<'_>) -> Option<String> {
    let name = &scope.scope.as_ref()?.name;
    (!name.is_empty()).then(|| name.clone().into_owned())
}

fn write_resource(entry: &ResourceEntry<'_>, writer: &mut Writer<'_, '_>) -> Option<JsonText> {
    if entry.resource.is_none() && entry.schema_url.is_empty() {
        return None;
    }
    let mut out = String::from("{");
    push_key(&mut out, "attributes");
    let path = Path::root("resource");
    let attributes = entry.resource.as_ref().map_or(&[][..], |resource| &resource.attributes);
    writer.object(&mut out, attributes, &path.key("attributes"));
    let dropped = entry.resource.as_ref().map_or(0, |resource| resource.dropped_attributes);
    push_count(&mut out, "droppedAttributesCount", dropped);
    push_text(&mut out, "schemaUrl", &entry.schema_url);
    out.push('}');
    Some(JsonText::vouched(out))
}

fn write_scope(entry: &ScopeEntry<'_>, writer: &mut Writer<'_, '_>) -> Option<JsonText> {
    if entry.scope.is_none() && entry.schema_url.is_empty() {
        return None;
    }
    let mut out = String::from("{");
    push_key(&mut out, "name");
    match &entry.scope {
        None => out.push_str("\"\""),
        Some(scope) => {
            writer.string(&mut out, &scope.name);
            push_text(&mut out, "version", &scope.version);
            if !scope.attributes.is_empty() {
                push_key(&mut out, "attributes");
                let path = Path::root("scope");
                writer.object(&mut out, &scope.attributes, &path.key("attributes"));
            }
            push_count(&mut out, "droppedAttributesCount", scope.dropped_attributes);
        }
    }
    push_text(&mut out, "schemaUrl", &entry.schema_url);
    out.push('}');
    Some(JsonText::vouched(out))
}
