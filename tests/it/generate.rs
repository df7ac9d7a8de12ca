//! Random projects and random edits from a seed, for properties: valid ones mostly, and some that must be refused.

use standpoint::edit::{Edit, apply};
use standpoint::model::*;
use standpoint::text::{Span, SpanSet};
use std::sync::Arc;

/// A small generator of its own: the same seed gives the same project on every machine.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }

    fn pick<'s, T>(&mut self, from: &'s [T]) -> &'s T {
        &from[self.roll(from.len())]
    }

    fn words(&mut self) -> String {
        const WORDS: [&str; 14] =
            ["Petro", "said", "Zoë", "😀", "قال", "\r\n", "\"", "\\", "北京", "e\u{301}", "\u{202e}", "\t", "against", "\u{0}"];
        (0..self.roll(6)).map(|_| *self.pick(&WORDS)).collect::<Vec<_>>().join(" ")
    }

    fn spans(&mut self, text: &str) -> Option<SpanSet> {
        let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let count = 1 + usize::from(self.one_in(4));
        SpanSet::new((0..count).filter_map(|_| {
            let (a, b) = (*self.pick(&edges), *self.pick(&edges));
            Span::new(text, a.min(b)..a.max(b)).ok()
        }))
    }

    fn maybe_spans(&mut self, text: &str) -> Option<SpanSet> {
        if self.one_in(2) { self.spans(text) } else { None }
    }

    fn ext(&mut self) -> Ext {
        let mut ext = Ext::new();
        if self.one_in(4) {
            ext.insert("brat".into(), r#"{"id":"T1","n":[1,2.5,null]}"#.into());
        }
        if self.one_in(6) {
            ext.insert("standpoint".into(), r#"{"newer":{"field":[1,"x"]}}"#.into());
        }
        ext
    }

    fn provenance(&mut self) -> Provenance {
        Provenance {
            origin: *self.pick(&[Origin::Manual, Origin::Accepted, Origin::Corrected, Origin::Imported]),
            suggester: self.one_in(2).then(|| "names".into()),
            score: self.one_in(2).then(|| self.roll(1000) as f32 / 999.0),
            at: Timestamp(self.roll(2_000_000_000) as i64 * 1000 + self.roll(1000) as i64),
        }
    }

    fn id<T>(&mut self) -> Id<T> {
        Id::new(1 + self.roll(12) as u64)
    }
}

/// An article with a text that is hard on offsets.
fn article(dice: &mut Dice, id: ArticleId) -> Article {
    let text = format!("{}{}{}", dice.words(), dice.words(), dice.words());
    let mut metadata =
        Metadata { title: dice.words(), outlet: dice.words(), url: "https://example.org/a?b=1".into(), ..Metadata::default() };
    metadata.date = dice.one_in(2).then(|| jiff::civil::date(2026, 11, 24));
    if dice.one_in(3) {
        metadata.attributes.insert("desk \"x\"".into(), dice.words());
    }
    let mut article = Article::new(id, text, metadata);
    article.status = *dice.pick(&[Status::New, Status::InProgress, Status::Done]);
    article.note = dice.words();
    article.ext = dice.ext();
    article
}

fn mention(dice: &mut Dice, project: &Project, article: &Article) -> Option<Mention> {
    let spans = dice.spans(article.text())?;
    let label = dice.pick(&project.scheme.labels).id;
    let mut mention = Mention::new(dice.id(), spans, label, project.annotators[0].id, dice.provenance());
    let entities: Vec<EntityId> = project.entities().map(|entity| entity.id).collect();
    mention.entity = (!entities.is_empty() && dice.one_in(2)).then(|| *dice.pick(&entities));
    mention.note = dice.words();
    if dice.one_in(3) {
        mention.flags.insert("unsure".into());
    }
    mention.ext = dice.ext();
    Some(mention)
}

fn actor(dice: &mut Dice, project: &Project) -> Actor {
    let entities: Vec<EntityId> = project.entities().map(|entity| entity.id).collect();
    if !entities.is_empty() && dice.one_in(2) {
        return Actor::Entity(*dice.pick(&entities));
    }
    *dice.pick(&[Actor::Author, Actor::Outlet, Actor::Implicit, Actor::Unspecified])
}

fn attribution(dice: &mut Dice, text: &str) -> Attribution {
    Attribution {
        source: dice.maybe_spans(text),
        cue: dice.maybe_spans(text),
        content: dice.maybe_spans(text),
        directness: *dice.pick(&[
            Directness::Direct,
            Directness::Mixed,
            Directness::Indirect,
            Directness::Narrated,
            Directness::None,
        ]),
        channel: dice.words(),
    }
}

const POLARITIES: [Polarity; 6] =
    [Polarity::Favor, Polarity::Against, Polarity::Neutral, Polarity::Mixed, Polarity::Unclear, Polarity::None];
const KINDS: [TargetKind; 6] =
    [TargetKind::Entity, TargetKind::Event, TargetKind::Proposition, TargetKind::Issue, TargetKind::Stance, TargetKind::Other];

fn stance(dice: &mut Dice, project: &Project, article: &Article) -> Stance {
    let text = article.text();
    let mut stance = Stance::new(dice.id(), project.annotators[0].id, dice.provenance());
    stance.holder = Holder { actor: actor(dice, project), mention: dice.maybe_spans(text), path: vec![] };
    if dice.one_in(3) {
        stance.holder.path.push(actor(dice, project));
    }
    stance.target.kind = *dice.pick(&KINDS);
    stance.target.mention = dice.maybe_spans(text);
    stance.target.reference = match dice.roll(4) {
        0 => project.entities().next().map_or(TargetRef::Unlinked, |entity| TargetRef::Entity(entity.id)),
        1 => project.scheme.issues.first().map_or(TargetRef::Unlinked, |issue| TargetRef::Issue(issue.id)),
        2 => TargetRef::Stance(dice.id()),
        _ => TargetRef::Unlinked,
    };
    stance.polarity = *dice.pick(&POLARITIES);
    stance.attitude = dice.one_in(3).then_some(Attitude::Arguing);
    stance.intensity = dice.one_in(3).then_some(Intensity::Extreme);
    stance.evidence = dice.spans(text);
    stance.basis = if stance.evidence.is_none() || dice.one_in(4) { Basis::Inferred } else { Basis::Explicit };
    stance.attribution = attribution(dice, text);
    if dice.one_in(3) {
        stance.frames.push(Frame { code: "conflict".into(), evidence: dice.maybe_spans(text) });
    }
    stance.parent = dice.one_in(4).then(|| dice.id());
    if dice.one_in(4) {
        stance.responds_to.push(dice.id());
    }
    stance.note = dice.words();
    stance.ext = dice.ext();
    stance
}

fn decision(dice: &mut Dice, project: &Project, article: &Article) -> Option<Decision> {
    let text = article.text();
    let spans = dice.spans(text)?;
    let proposal = if dice.one_in(2) {
        Proposal::Mention { spans, label: dice.pick(&project.scheme.labels).id }
    } else {
        Proposal::Stance(Box::new(StanceProposal {
            holder: Actor::Unspecified,
            holder_name: dice.words(),
            holder_mention: dice.maybe_spans(text),
            target_name: dice.words(),
            target_mention: dice.maybe_spans(text),
            target_kind: *dice.pick(&KINDS),
            polarity: *dice.pick(&POLARITIES),
            basis: *dice.pick(&[Basis::Explicit, Basis::Inferred]),
            attribution: attribution(dice, text),
            evidence: spans,
        }))
    };
    Some(Decision {
        id: dice.id(),
        verdict: match dice.roll(3) {
            0 => Verdict::Rejected,
            1 => Verdict::Accepted(Made::Mention(dice.id())),
            _ => Verdict::Corrected(Made::Stance(dice.id())),
        },
        proposal,
        annotator: project.annotators[0].id,
        at: Timestamp(1_700_000_000_000 + dice.roll(1_000_000) as i64),
        suggester: "names".into(),
        score: dice.roll(1000) as f32 / 1000.0,
        took_millis: dice.one_in(2).then_some(1234),
        fingerprint: u64::MAX - dice.roll(1000) as u64,
    })
}

fn entity(dice: &mut Dice, project: &Project) -> Entity {
    let label = dice.one_in(2).then(|| dice.pick(&project.scheme.labels).id);
    let mut entity = Entity::new(dice.id(), dice.words(), label);
    entity.aliases = vec![dice.words()];
    entity.wikidata = dice.one_in(2).then(|| "Q211".into());
    entity.profile.category = dice.words();
    entity.profile.naming = *dice.pick(&[Naming::Uncoded, Naming::Named, Naming::Anonymous]);
    entity.profile.gender = *dice.pick(&[Gender::Uncoded, Gender::Female, Gender::Male, Gender::Other]);
    entity.different_from = (0..dice.roll(3)).map(|_| dice.id()).collect();
    entity.ext = dice.ext();
    entity
}

/// An edit that mostly fits the project. Never removes what others refer to, as the program does not.
pub fn edit(dice: &mut Dice, project: &Project) -> Edit {
    let ids: Vec<ArticleId> = project.articles().map(|article| article.id).collect();
    let chosen = (!ids.is_empty()).then(|| *dice.pick(&ids));
    let add = |dice: &mut Dice| {
        let id = dice.id();
        Edit::AddArticle { position: dice.roll(5), article: Arc::new(article(dice, id)) }
    };
    let Some(id) = chosen else { return add(dice) };
    let there = project.article(id).unwrap();
    match dice.roll(21) {
        0 => add(dice),
        1 => Edit::RemoveArticle(id),
        2 => Edit::MoveArticle { article: id, position: dice.roll(5) },
        3 => Edit::SetMetadata { article: id, metadata: Box::new(article(dice, id).metadata) },
        4 => Edit::SetStatus { article: id, status: Status::Done },
        5 => Edit::SetArticleNote { article: id, note: dice.words() },
        6 => Edit::RemoveMention { article: id, mention: dice.id() },
        7 => Edit::RemoveStance { article: id, stance: dice.id() },
        8 => Edit::RemoveDecision { article: id, decision: dice.id() },
        9 => Edit::PutEntity(Arc::new(entity(dice, project))),
        10 => {
            let mut scheme = Scheme::clone(&project.scheme);
            let name = format!("label {}", dice.roll(1000));
            if scheme.label_named(&name).is_none() {
                let mut label = scheme.labels[0].clone();
                (label.id, label.name) = (scheme.free_label_id(), name);
                scheme.labels.push(label);
            }
            let name = format!("issue {}", dice.roll(1000));
            if scheme.issue_named(&name).is_none() {
                let id = scheme.free_issue_id();
                scheme.issues.push(Issue { id, name, definition: dice.words(), aliases: vec![] });
            }
            let meaning = Meaning { definition: dice.words(), examples: vec![dice.words()], counter_examples: vec![] };
            if dice.one_in(2) {
                scheme.polarities.insert(Polarity::Mixed, meaning);
            } else {
                scheme.fields.insert(StanceField::Channel, meaning);
            }
            scheme.version += 1;
            scheme.changes.push(SchemeChange { version: scheme.version, at: Timestamp(1), what: dice.words() });
            Edit::SetScheme(Arc::new(scheme))
        }
        11 => Edit::SetName(dice.words()),
        12 => Edit::SetQuery { name: dice.words(), query: dice.one_in(2).then(|| dice.words()) },
        13 => Edit::SetBlindPercent(dice.roll(120) as u8),
        14 if dice.one_in(2) => {
            let finished = (0..dice.roll(4)).map(|_| (dice.id(), dice.roll(3) as u32)).collect();
            Edit::SetFinished { article: id, finished }
        }
        14 => Edit::SetExt(dice.ext()),
        15 => stance(dice, project, there).into_edit(id),
        16 => decision(dice, project, there)
            .map_or(Edit::SetName(String::new()), |decision| Edit::PutDecision { article: id, decision: Arc::new(decision) }),
        18 => Edit::SetArticleExt { article: id, ext: dice.ext() },
        17 => {
            let edits = (0..3).map(|_| mention_edit(dice, project, id)).collect();
            Edit::Batch(edits)
        }
        _ => mention_edit(dice, project, id),
    }
}

fn mention_edit(dice: &mut Dice, project: &Project, id: ArticleId) -> Edit {
    let there = project.article(id).unwrap();
    mention(dice, project, there)
        .map_or(Edit::SetName(String::new()), |mention| Edit::PutMention { article: id, mention: Arc::new(mention) })
}

trait IntoEdit {
    fn into_edit(self, article: ArticleId) -> Edit;
}

impl IntoEdit for Stance {
    fn into_edit(self, article: ArticleId) -> Edit {
        Edit::PutStance { article, stance: Arc::new(self) }
    }
}

/// A project after `steps` random edits.
pub fn project(seed: u64, steps: usize) -> Project {
    let mut dice = Dice(seed | 1);
    let mut project = Project::default();
    for _ in 0..steps {
        let edit = edit(&mut dice, &project);
        let _ = apply(&mut project, edit);
    }
    project
}
