//! Intervals and tests for counts, in plain functions.
//!
//! Newspaper samples are small, so shares carry Wilson intervals (Wilson 1927), differences of shares Newcombe's hybrid
//! interval (Newcombe 1998, method 10), and words that set two corpora apart the log-likelihood of Dunning (1993) as Rayson
//! and Garside (2000) use it. Everything is at 95 %.

/// The normal quantile of a two-sided 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// From `low` to `high`, both included.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// A share of a whole, with its 95 % interval.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Share {
    pub hits: u64,
    pub n: u64,
    /// `hits / n`, 0 to 1.
    pub share: f64,
    pub interval: Interval,
}

impl Share {
    /// The share `hits` of `n`; `None` where there is nothing to share.
    pub fn of(hits: u64, n: u64) -> Option<Self> {
        let interval = wilson(hits, n)?;
        Some(Self { hits, n, share: hits as f64 / n as f64, interval })
    }
}

/// Wilson's score interval for a proportion. `None` for `n == 0` or more hits than tries.
pub fn wilson(hits: u64, n: u64) -> Option<Interval> {
    if n == 0 || hits > n {
        return None;
    }
    let (k, n) = (hits as f64, n as f64);
    let p = k / n;
    let z2 = Z * Z;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    // The ends are exact where nothing or everything was hit; rounding would leave a speck there.
    let low = if hits == 0 { 0.0 } else { (middle - half).max(0.0) };
    let high = if k >= n { 1.0 } else { (middle + half).min(1.0) };
    Some(Interval { low, high })
}

/// The difference of two shares `a - b` with Newcombe's interval.
pub fn difference(a: Share, b: Share) -> (f64, Interval) {
    let d = a.share - b.share;
    let low = d - ((a.share - a.interval.low).powi(2) + (b.interval.high - b.share).powi(2)).sqrt();
    let high = d + ((a.interval.high - a.share).powi(2) + (b.share - b.interval.low).powi(2)).sqrt();
    (d, Interval { low: low.max(-1.0), high: high.min(1.0) })
}

/// Log-likelihood G² of a word with `a` of `a_total` words in one corpus and `b` of `b_total` in the other.
///
/// 3.84 is significant at p < 0.05, 6.63 at 0.01, 10.83 at 0.001.
pub fn log_likelihood(a: u64, a_total: u64, b: u64, b_total: u64) -> f64 {
    let all = (a_total + b_total) as f64;
    if all == 0.0 {
        return 0.0;
    }
    let expected = |total: u64| total as f64 * (a + b) as f64 / all;
    let part = |count: u64, total: u64| if count == 0 { 0.0 } else { count as f64 * (count as f64 / expected(total)).ln() };
    (2.0 * (part(a, a_total) + part(b, b_total))).max(0.0)
}

/// Binary logarithm of the ratio of the two relative frequencies (Hardie 2014): 1 is twice as often, -1 half as often. A
/// count of nought is taken as one half.
pub fn log_ratio(a: u64, a_total: u64, b: u64, b_total: u64) -> f64 {
    let rate = |count: u64, total: u64| if count == 0 { 0.5 } else { count as f64 } / (total.max(1) as f64);
    (rate(a, a_total) / rate(b, b_total)).log2()
}

/// The probability of a chi-squared value this large or larger, with one degree of freedom.
pub fn chi_squared_p(value: f64) -> f64 {
    complementary_error((value.max(0.0) / 2.0).sqrt())
}

/// erfc for `x >= 0`: the Maclaurin series of erf below 2.5, the continued fraction above; both to about 1e-14.
fn complementary_error(x: f64) -> f64 {
    let root_pi = std::f64::consts::PI.sqrt();
    if x < 2.5 {
        let (mut term, mut sum, mut n) = (x, x, 0.0);
        while term.abs() > 1e-17 * sum.abs() && n < 200.0 {
            n += 1.0;
            term *= -x * x / n;
            sum += term / (2.0 * n + 1.0);
        }
        return 1.0 - 2.0 / root_pi * sum;
    }
    let mut fraction = x;
    for n in (1..=80).rev() {
        fraction = x + f64::from(n) / 2.0 / fraction;
    }
    (-x * x).exp() / root_pi / fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9 * b.abs().max(1.0), "{a} is not {b}");
    }

    /// statsmodels 0.14: `proportion_confint(k, n, method="wilson")`.
    #[test]
    fn wilson_is_that_of_statsmodels() {
        for (k, n, low, high) in WILSON {
            let interval = wilson(k, n).unwrap();
            near(interval.low, low);
            near(interval.high, high);
        }
        assert_eq!(wilson(1, 0), None);
        assert_eq!(wilson(3, 2), None);
    }

    /// statsmodels 0.14: `confint_proportions_2indep(…, compare="diff", method="newcomb")`.
    #[test]
    fn differences_are_those_of_statsmodels() {
        for (a, an, b, bn, low, high) in NEWCOMBE {
            let (_, interval) = difference(Share::of(a, an).unwrap(), Share::of(b, bn).unwrap());
            near(interval.low, low);
            near(interval.high, high);
        }
    }

    /// scipy 1.x: `chi2.sf(x, 1)`.
    #[test]
    fn p_values_are_those_of_scipy() {
        for (value, p) in CHI2 {
            let own = chi_squared_p(value);
            assert!((own - p).abs() < 1e-10 * p.max(1e-3), "{own} is not {p}");
        }
    }

    /// Rayson and Garside's definition, evaluated with numpy.
    #[test]
    fn keyness_is_the_published_formula() {
        for (a, at, b, bt, g2) in KEYNESS {
            near(log_likelihood(a, at, b, bt), g2);
        }
        assert_eq!(log_ratio(20, 1000, 10, 1000), 1.0);
        assert_eq!(log_likelihood(0, 0, 0, 0), 0.0);
    }

    const WILSON: [(u64, u64, f64, f64); 8] = [
        (0, 10, 0.0, 0.27753279986288926),
        (1, 10, 0.017876213095072924, 0.40415002679523854),
        (5, 10, 0.23659309051256394, 0.7634069094874361),
        (10, 10, 0.7224672001371106, 1.0),
        (41, 212, 0.14588042986308883, 0.25182564240732314),
        (3, 7, 0.15821985525146964, 0.7495416354723428),
        (87, 212, 0.3463295377094088, 0.47761531418501935),
        (1, 1000, 0.00017654637062607765, 0.005642558597957937),
    ];
    const NEWCOMBE: [(u64, u64, u64, u64, f64, f64); 5] = [
        (56, 70, 48, 80, 0.05243147240236498, 0.33387265403690614),
        (9, 10, 3, 10, 0.1705227239345029, 0.809017973535488),
        (87, 212, 41, 212, 0.13028557278891906, 0.29931395425436247),
        (6, 7, 2, 7, 0.05822792748231209, 0.8062496375242278),
        (5, 56, 0, 29, -0.038137147903536936, 0.19256001385511165),
    ];
    const CHI2: [(f64, f64); 8] = [
        (0.0, 1.0),
        (0.1, 0.7518296340458492),
        (1.0, 0.31731050786291115),
        (3.841458820694124, 0.04999999999999989),
        (6.634896601021213, 0.010000000000000028),
        (10.827566170662733, 0.0010000000000000007),
        (25.0, 5.733031437583875e-07),
        (60.0, 9.485737571073857e-15),
    ];
    const KEYNESS: [(u64, u64, u64, u64, f64); 4] = [
        (20, 1000, 10, 1000, 3.397980735907945),
        (0, 5000, 12, 4000, 19.46232518919189),
        (100, 12345, 100, 54321, 100.98675584724093),
        (7, 300, 7, 300, 0.0),
    ];
}
