//! UIMA CAS JSON 0.4: types, feature structures and views in one file.

use super::audit::Audit;
use super::exchange::Exchange;
use super::json::{self, Object};
use super::probe::Probe;
use super::uima::{self, Cas, Structure};
use super::{FormatError, Options, Source, Written, split};
use crate::text::Unit;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// An object with `%FEATURE_STRUCTURES` or `%TYPES`.
pub(super) fn sniff(probe: &Probe<'_>) -> bool {
    probe.has("%FEATURE_STRUCTURES") || probe.has("%TYPES") || probe.has("%VIEWS")
}

/// # Errors
/// Where a file is no JSON.
pub(super) fn read(sources: &[Source], options: &Options, audit: &mut Audit) -> Result<Exchange, FormatError> {
    let mut exchange = Exchange::default();
    let stem = |name: &str| name.strip_suffix(".json").unwrap_or(name).to_owned();
    let stems: Vec<String> = sources.iter().map(|source| stem(&source.name)).collect();
    let several = uima::several(&stems.iter().map(String::as_str).collect::<Vec<_>>());
    for (source, stem) in sources.iter().zip(&stems) {
        let bytes = json::text(&source.bytes);
        let root: Value =
            serde_json::from_slice(bytes).map_err(|error| FormatError::malformed("UIMA JSON", &source.name, error))?;
        let all: Vec<&Object> = match root.get("%FEATURE_STRUCTURES") {
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_object).collect(),
            Some(Value::Object(map)) => map.values().filter_map(Value::as_object).collect(),
            _ => Vec::new(),
        };
        let kind = |fs: &Object| json::string(fs.get("%TYPE")).unwrap_or_default();
        for sofa in all.iter().filter(|fs| kind(fs) == "uima.cas.Sofa") {
            let Some(text) = sofa.get("sofaString").and_then(Value::as_str) else { continue };
            let id = json::string(sofa.get("%ID"));
            let mine = all.iter().filter(|fs| json::string(fs.get("@sofa")) == id && fs.contains_key("begin"));
            let structures = mine.map(|fs| {
                let features = fs.iter().filter(|(name, _)| !name.starts_with('%') && *name != "@sofa");
                let features = features
                    .filter_map(|(name, value)| Some((name.trim_start_matches('@').to_owned(), json::string(Some(value))?)));
                Structure { id: fs.get("%ID").and_then(Value::as_i64).unwrap_or(0), kind: kind(fs), features: features.collect() }
            });
            let cas = Cas { text: text.to_owned(), structures: structures.collect() };
            uima::add(&cas, stem, several, options, &mut exchange, audit);
        }
        if all.is_empty() {
            audit.notice("file without a text", 1, || source.name.clone());
        }
    }
    Ok(exchange)
}

/// # Errors
/// None: everything can be written.
#[expect(clippy::unnecessary_wraps, reason = "the table's writers may fail")]
pub(super) fn write(exchange: &Exchange, options: &Options, audit: &mut Audit) -> Result<Vec<Written>, FormatError> {
    let unit = options.unit.unwrap_or(Unit::Utf16);
    let mut files = Vec::new();
    let mut used = BTreeSet::new();
    for (number, doc) in exchange.articles.iter().enumerate() {
        let name = split::file_name(&doc.name, number, &mut used);
        for (layer, folder) in uima::layers(exchange, doc) {
            let structures = uima::structures(exchange, doc, layer, unit, audit);
            let mut bytes = Vec::new();
            json::to_ascii(&cas(&doc.text, &structures), &mut bytes);
            files.push(Written { name: format!("{folder}{name}.json"), bytes });
        }
    }
    Ok(files)
}

fn cas(text: &str, structures: &[Structure]) -> Value {
    let mut types = Object::new();
    for (kind, features) in uima::types(structures) {
        let mut described = Object::new();
        described.insert("%NAME".to_owned(), kind.clone().into());
        described.insert("%SUPER_TYPE".to_owned(), "uima.tcas.Annotation".into());
        for feature in features {
            let range = if uima::is_reference(&kind, &feature) { "uima.tcas.Annotation" } else { "uima.cas.String" };
            described.insert(feature.clone(), json!({"%NAME": feature, "%RANGE": range}));
        }
        types.insert(kind, described.into());
    }
    let mut all = vec![
        json!({"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain", "sofaString": text}),
    ];
    for fs in structures {
        let mut object = Object::new();
        object.insert("%ID".to_owned(), fs.id.into());
        object.insert("%TYPE".to_owned(), fs.kind.clone().into());
        for (name, value) in &fs.features {
            let number = || value.parse::<i64>().map_or(Value::Null, Value::from);
            match name.as_str() {
                "sofa" => object.insert("@sofa".to_owned(), number()),
                "begin" | "end" => object.insert(name.clone(), number()),
                name if uima::is_reference(&fs.kind, name) => object.insert(format!("@{name}"), number()),
                name => object.insert(name.to_owned(), value.clone().into()),
            };
        }
        all.push(object.into());
    }
    let members: Vec<i64> = structures.iter().map(|fs| fs.id).collect();
    json!({"%TYPES": types, "%FEATURE_STRUCTURES": all, "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}}})
}
