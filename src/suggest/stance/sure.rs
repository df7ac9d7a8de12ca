//! What speaks for and against a pair that was judged being right, beside the others of its sentence.

use super::Judged;
use super::pairs::Side;
use crate::suggest::linear::Features;

fn step(count: usize) -> &'static str {
    ["0", "1", "2", "3"].get(count).copied().unwrap_or("3")
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

/// Log-odds of a probability.
fn odds(probability: f32) -> f32 {
    let p = probability.clamp(0.001, 0.999);
    (p / (1.0 - p)).ln()
}

/// What speaks for and against the `at`th of what was judged in one sentence, beside the others.
pub(super) fn features(judged: &[Judged], at: usize) -> Features {
    let own = &judged[at];
    let said = if own.pair.side == Side::Said { "said" } else { "told" };
    let others = || judged.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other);
    let best = |others: &mut dyn Iterator<Item = &Judged>| others.map(|other| other.sided).fold(0.0_f32, f32::max);
    let same_holder = |other: &&Judged| other.pair.holder.0 == own.pair.holder.0;
    let same_target = |other: &&Judged| other.pair.target == own.pair.target;
    let again = best(&mut others().filter(same_holder).filter(same_target));
    let held = best(&mut others().filter(same_holder).filter(|other| !same_target(other)));
    let aimed = best(&mut others().filter(|other| other.pair.words == own.pair.words && !same_holder(other)));
    let better = |others: &mut dyn Iterator<Item = &Judged>| step(others.filter(|other| other.sided > own.sided).take(3).count());
    let mut f = Features::new();
    f.put_value(&["sided"], odds(own.sided));
    f.put_value(&["sided", said], odds(own.sided));
    f.put_value(&["any"], odds(own.any));
    f.put_value(&["again"], again);
    f.put_value(&["held"], odds(held));
    f.put_value(&["aimed"], odds(aimed));
    f.put_value(&["beats-held"], (own.sided - held).clamp(-0.5, 0.5));
    f.put_value(&["beats-aimed"], (own.sided - aimed).clamp(-0.5, 0.5));
    f.put(&["rank-held", better(&mut others().filter(same_holder).filter(|other| !same_target(other))), said]);
    f.put(&["rank-aimed", better(&mut others().filter(|other| other.pair.words == own.pair.words && !same_holder(other))), said]);
    f.put(&["favor", yes(own.favor), said]);
    f
}
