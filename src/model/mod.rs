//! What is true: the values of a project and what holds between them.
//!
//! A [`Project`] is a plain value. Nothing here changes one (that is `edit`), reads a file (that is `format`) or knows the
//! time. The maps are persistent: cloning a project is constant in its size, so a suggester, a save or a chart works on
//! a snapshot while the person goes on.

pub mod annotator;
pub mod article;
pub mod blind;
pub mod changes;
pub mod decision;
pub mod entity;
pub mod gold;
pub mod id;
pub mod lists;
pub mod mention;
pub mod presets;
pub mod project;
pub mod scheme;
pub mod stance;

pub use annotator::{Annotator, AnnotatorId, Role};
pub use article::{Article, ArticleId, Direction, Metadata, Status};
pub use decision::{Decision, DecisionId, Made, Proposal, StanceProposal, Verdict};
pub use entity::{Entity, EntityId, Gender, Naming, SourceProfile};
pub use gold::{Gold, GoldAttribution, GoldStance};
pub use id::Id;
pub use lists::List;
pub use mention::{Ext, Mention, MentionId, Origin, Provenance, Timestamp};
pub use presets::Preset;
pub use project::Project;
pub use scheme::{FrameCode, Issue, IssueId, Label, LabelId, Meaning, Rgb, Scheme, SchemeChange, StanceField};
pub use stance::{
    Actor, Attitude, Attribution, Basis, Directness, Frame, Holder, Intensity, Polarity, Stance, StanceId, Target, TargetKind,
    TargetRef,
};
