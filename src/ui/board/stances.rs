//! Who is for or against whom: holders against targets as tiles, or as a network.

use super::parts::{Desk, words};
use crate::analysis::coverage::Fold;
use crate::analysis::matrix::{Line, Matrix, Order};
use crate::analysis::network::{Network, network};
use crate::analysis::{Party, Sides, Slice, Unit};
use crate::model::Polarity;
use crate::say;
use crate::session::{Session, View};
use crate::ui::theme::{Theme, mix};
use egui::{Align2, Color32, CornerRadius, FontId, Rect, Sense, Stroke, Ui, pos2, vec2};
use std::collections::BTreeSet;

pub(super) struct Page {
    matrix: Matrix,
    network: Network,
    most: i64,
}

impl Page {
    pub(super) fn new(session: &Session, view: &View) -> Self {
        let matrix = session.board_matrix(24);
        let most = matrix.cells.iter().flatten().map(Sides::total).max().unwrap_or(1).max(1);
        let network = if view.network { network(&matrix) } else { Network::default() };
        Self { matrix, network, most }
    }
}

pub(super) fn ui(ui: &mut Ui, desk: &mut Desk<'_>, page: &Page, next: &mut View) {
    use super::parts::choice;
    ui.horizontal_wrapped(|ui| {
        let folds = Fold::ALL.map(|fold| (fold, crate::words::translated(fold.name())));
        if let Some(rows) = choice(ui, desk.theme, say!("holders-by"), next.rows, &folds) {
            (next.rows, next.picked) = (rows, None);
        }
        if let Some(columns) = choice(ui, desk.theme, say!("targets-by"), next.columns, &folds) {
            (next.columns, next.picked) = (columns, None);
        }
    });
    ui.horizontal_wrapped(|ui| {
        let orders = [
            (Order::Weight, say!("most-stances")),
            (Order::Name, say!("name")),
            (Order::Cluster, say!("like-sides")),
            (Order::Hand, say!("by-hand")),
        ];
        if let Some(order) = choice(ui, desk.theme, say!("order-by"), next.order, &orders) {
            if order == Order::Hand {
                // One begins with what is on screen.
                next.by_hand = [&page.matrix.rows, &page.matrix.columns].map(|lines| parties(lines));
            }
            next.order = order;
        }
        if let Some(network) =
            choice(ui, desk.theme, say!("show-as"), next.network, &[(false, say!("matrix")), (true, say!("network"))])
        {
            next.network = network;
        }
        key(ui, desk.theme);
    });
    if page.matrix.rows.is_empty() {
        crate::ui::widgets::empty(ui, desk.theme, say!("no-stance-towards-anything-is-among-what"));
        return;
    }
    ui.add_space(4.0);
    if next.network { web(ui, desk, page) } else { tiles(ui, desk, page, next) }
}

fn key(ui: &mut Ui, theme: &Theme) {
    for polarity in [Polarity::Favor, Polarity::Against, Polarity::Neutral] {
        let style = theme.polarity(polarity);
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
        let fill = tile(
            theme,
            match polarity {
                Polarity::Favor => Some(1.0),
                Polarity::Against => Some(-1.0),
                _ => None,
            },
        );
        ui.painter().rect_filled(rect.shrink(1.0), CornerRadius::same(3), fill);
        words(ui.painter(), rect.center(), Align2::CENTER_CENTER, style.sign, 12.0, theme.ink, 16.0);
        let word = if polarity == Polarity::Neutral { say!("takes-no-side") } else { style.word };
        crate::ui::widgets::soft(ui, theme, word);
        ui.add_space(6.0);
    }
}

/// The ground of a tile: from against over balanced to in favour; text on it keeps its contrast.
fn tile(theme: &Theme, balance: Option<f64>) -> Color32 {
    let Some(balance) = balance else { return mix(theme.paper, theme.ink_soft, 0.22) };
    let side = if balance > 0.0 { Polarity::Favor } else { Polarity::Against };
    if balance == 0.0 {
        return mix(theme.paper, theme.polarity(Polarity::Mixed).colour, 0.22);
    }
    mix(theme.paper, theme.polarity(side).colour, 0.16 + 0.30 * balance.abs() as f32)
}

fn sign(theme: &Theme, sides: &Sides) -> &'static str {
    match sides.balance() {
        Some(balance) if balance > 0.0 => theme.polarity(Polarity::Favor).sign,
        Some(balance) if balance < 0.0 => theme.polarity(Polarity::Against).sign,
        Some(_) => theme.polarity(Polarity::Mixed).sign,
        None => "",
    }
}

fn tiles(ui: &mut Ui, desk: &mut Desk<'_>, page: &Page, next: &mut View) {
    let theme = desk.theme;
    let matrix = &page.matrix;
    let names = 190.0_f32.min(ui.available_width() * 0.26);
    let (high, totals) = (30.0, 64.0);
    let wide = ((ui.available_width() - names - totals - 60.0) / matrix.columns.len().max(1) as f32).clamp(38.0, 92.0);
    let head = 128.0;
    let size = vec2(names + wide * matrix.columns.len() as f32 + totals, head + high * (matrix.rows.len() as f32 + 1.0) + 8.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let painter = ui.painter().clone();
    for (at, column) in matrix.columns.iter().enumerate() {
        let x = rect.left() + names + wide * (at as f32 + 0.5);
        let mut job = egui::text::LayoutJob::simple_singleline(
            crate::words::translated(&column.name).to_owned(),
            FontId::proportional(12.5),
            theme.ink,
        );
        job.wrap = egui::text::TextWrapping::truncate_at_width(140.0);
        let galley = painter.layout_job(job);
        let place = pos2(x - 4.0, rect.top() + head - 8.0);
        let shape = egui::epaint::TextShape::new(place - vec2(0.0, galley.size().y / 2.0), galley, theme.ink);
        painter.add(shape.with_angle_and_anchor(-0.72, Align2::LEFT_CENTER));
    }
    for (row, line) in matrix.rows.iter().enumerate() {
        let y = rect.top() + head + high * row as f32;
        words(
            &painter,
            pos2(rect.left() + names - 10.0, y + high / 2.0),
            Align2::RIGHT_CENTER,
            crate::words::translated(&line.name),
            13.0,
            theme.ink,
            names - 14.0,
        );
        for (column, sides) in matrix.cells[row].iter().enumerate() {
            let place = Rect::from_min_size(pos2(rect.left() + names + wide * column as f32, y), vec2(wide, high)).shrink(1.5);
            let open = matrix.suggested.get(row).and_then(|cells| cells.get(column)).map_or(0, Sides::total);
            if sides.total() == 0 {
                painter.rect_filled(place, CornerRadius::same(4), desk.quiet().gamma_multiply(0.55));
                suggested(ui, desk, matrix, (row, column), place, open);
                continue;
            }
            painter.rect_filled(place, CornerRadius::same(4), tile(theme, sides.balance()));
            // A line along the foot says how many of all stances stand here.
            let foot = (sides.total() as f32 / page.most as f32).sqrt() * (place.width() - 8.0);
            let strip = Rect::from_min_size(pos2(place.left() + 4.0, place.bottom() - 4.0), vec2(foot, 2.0));
            painter.rect_filled(strip, CornerRadius::same(1), mix(theme.paper, theme.ink, 0.45));
            let text = format!("{} {}", sides.total(), sign(theme, sides));
            words(&painter, place.center() - vec2(0.0, 1.5), Align2::CENTER_CENTER, text.trim(), 13.0, theme.ink, wide);
            let name = say!(
                "line-on-column",
                line = crate::words::translated(&line.name),
                column = crate::words::translated(&matrix.columns[column].name),
                sides = sides_in_words(sides)
            );
            desk.press(ui, place, ("cell", row, column), &name, || matrix.slice(row, column));
            suggested(ui, desk, matrix, (row, column), place, open);
        }
        let place = Rect::from_min_size(pos2(rect.left() + names + wide * matrix.columns.len() as f32, y), vec2(totals, high))
            .shrink(1.5);
        words(&painter, place.center(), Align2::CENTER_CENTER, &line.sides.total().to_string(), 13.0, theme.ink_soft, totals);
        let name = say!("line-on-all", line = crate::words::translated(&line.name), sides = sides_in_words(&line.sides));
        if line.sides.total() == 0 {
            continue;
        }
        desk.press(ui, place, ("row", row), &name, || Slice {
            holders: Some(line.parties.clone()),
            targets: Some(matrix.columns.iter().flat_map(|column| column.parties.clone()).collect()),
            ..Slice::all(Unit::Stances)
        });
    }
    if next.order == Order::Hand {
        let hand = Hand { corner: pos2(rect.left() + names, rect.top() + head), wide, high, names, head };
        hand.rows(ui, desk, matrix, next);
        hand.columns(ui, desk, matrix, next);
    }
    let y = rect.top() + head + high * matrix.rows.len() as f32 + 4.0;
    for (at, column) in matrix.columns.iter().enumerate() {
        let place = Rect::from_min_size(pos2(rect.left() + names + wide * at as f32, y), vec2(wide, high)).shrink(1.5);
        words(&painter, place.center(), Align2::CENTER_CENTER, &column.sides.total().to_string(), 13.0, theme.ink_soft, wide);
        let name = say!("all-on", column = crate::words::translated(&column.name), sides = sides_in_words(&column.sides));
        if column.sides.total() == 0 {
            continue;
        }
        desk.press(ui, place, ("column", at), &name, || Slice {
            targets: Some(column.parties.clone()),
            ..Slice::all(Unit::Stances)
        });
    }
}

/// Open suggestions of a cell: a hatched strip at its right end with their number.
fn suggested(ui: &Ui, desk: &mut Desk<'_>, matrix: &Matrix, (row, column): (usize, usize), place: Rect, open: i64) {
    if open == 0 {
        return;
    }
    let strip = Rect::from_min_max(pos2(place.right() - 18.0, place.top() + 1.0), place.max - vec2(1.0, 1.0));
    super::parts::hatch(ui.painter(), strip, desk.bar());
    let spot = Rect::from_center_size(strip.center(), vec2(12.0, 14.0));
    ui.painter().rect_filled(spot, CornerRadius::same(3), desk.theme.paper);
    words(ui.painter(), strip.center(), Align2::CENTER_CENTER, &open.to_string(), 11.0, desk.theme.ink, 14.0);
    let (holder, target) =
        (crate::words::translated(&matrix.rows[row].name), crate::words::translated(&matrix.columns[column].name));
    let name = say!("open-on-target", holder = holder, target = target, open = say!("n-open-suggestions", n = open));
    desk.press(ui, strip, ("open", row, column), &name, || Slice { suggested: true, ..matrix.slice(row, column) });
}

fn parties(lines: &[Line]) -> Vec<BTreeSet<Party>> {
    lines.iter().map(|line| line.parties.clone()).collect()
}

/// Where the names of rows and columns stand, to drag them or to move them with arrows.
struct Hand {
    corner: egui::Pos2,
    wide: f32,
    high: f32,
    names: f32,
    head: f32,
}

impl Hand {
    fn rows(&self, ui: &Ui, desk: &Desk<'_>, matrix: &Matrix, next: &mut View) {
        let place = |at: usize| {
            let top = self.corner.y + self.high * at as f32;
            Rect::from_min_size(pos2(self.corner.x - self.names, top), vec2(self.names - 4.0, self.high)).shrink(1.5)
        };
        let keys = (egui::Key::ArrowUp, egui::Key::ArrowDown);
        let at = |point: egui::Pos2| (point.y - self.corner.y) / self.high;
        if let Some(order) = self.moved(ui, desk, say!("row"), &matrix.rows, place, keys, at) {
            next.by_hand[0] = order;
        }
    }

    fn columns(&self, ui: &Ui, desk: &Desk<'_>, matrix: &Matrix, next: &mut View) {
        let place = |at: usize| {
            let left = self.corner.x + self.wide * at as f32;
            Rect::from_min_size(pos2(left, self.corner.y - self.head), vec2(self.wide, self.head - 4.0)).shrink(1.5)
        };
        let keys = (egui::Key::ArrowLeft, egui::Key::ArrowRight);
        let at = |point: egui::Pos2| (point.x - self.corner.x) / self.wide;
        if let Some(order) = self.moved(ui, desk, say!("column"), &matrix.columns, place, keys, at) {
            next.by_hand[1] = order;
        }
    }

    /// The new order, where one of the lines was dragged to another place or moved with an arrow.
    #[expect(clippy::too_many_arguments, reason = "rows and columns differ in each of them")]
    fn moved(
        &self,
        ui: &Ui,
        desk: &Desk<'_>,
        kind: &str,
        lines: &[Line],
        place: impl Fn(usize) -> Rect,
        (back, on): (egui::Key, egui::Key),
        line_at: impl Fn(egui::Pos2) -> f32,
    ) -> Option<Vec<BTreeSet<Party>>> {
        let last = lines.len().saturating_sub(1);
        let mut moved = None;
        for (at, line) in lines.iter().enumerate() {
            let rect = place(at);
            // By the line, not by its place: the keyboard stays with what is moved.
            let id = ui.scope_id().with((kind, &line.parties));
            let response = ui.interact(rect, id, Sense::click_and_drag());
            let name =
                say!("move-the-of", kind = kind, line = crate::words::translated(&line.name), at = at + 1, lines = lines.len());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &name));
            if response.clicked() {
                crate::ui::widgets::take_keyboard(&response);
            }
            if response.has_focus() {
                let filter = egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..Default::default() };
                ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
                let pressed = |key| ui.input(|input| input.key_pressed(key));
                if pressed(back) && at > 0 {
                    moved = Some((at, at - 1));
                } else if pressed(on) && at < last {
                    moved = Some((at, at + 1));
                }
            }
            if response.hovered() || response.has_focus() || response.dragged() {
                let pen = Stroke::new(1.0, desk.theme.accent);
                ui.painter().rect_stroke(rect, CornerRadius::same(4), pen, egui::StrokeKind::Inside);
            }
            let pointer = response.interact_pointer_pos();
            if let Some(to) = pointer.map(|point| (line_at(point).max(0.0) as usize).min(last)) {
                if response.dragged() && to != at {
                    ui.painter().rect_filled(place(to), CornerRadius::same(4), desk.theme.accent.gamma_multiply(0.18));
                }
                if response.drag_stopped() && to != at {
                    moved = Some((at, to));
                }
            }
            response.on_hover_cursor(egui::CursorIcon::Grab).on_hover_text(say!("drag-it-or-press-it-and-use"));
        }
        moved.map(|(from, to)| {
            let mut order = parties(lines);
            let line = order.remove(from);
            order.insert(to, line);
            order
        })
    }
}

/// The same as a network: an arrow from each holder to each target it takes a side towards.
fn web(ui: &mut Ui, desk: &mut Desk<'_>, page: &Page) {
    let theme = desk.theme;
    let height = (ui.available_height() - 30.0).clamp(380.0, 900.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let painter = ui.painter().clone();
    let inner = rect.shrink2(vec2(110.0, 34.0));
    let place = |(x, y): (f32, f32)| pos2(inner.left() + x * inner.width(), inner.top() + y * inner.height());
    let network = &page.network;
    let radius = |at: usize| 5.0 + 13.0 * (network.nodes[at].weight as f32 / network.most_weight.max(1) as f32).sqrt();
    // Pointing at somebody lets what is not theirs step back.
    let pointer = ui.ctx().pointer_hover_pos().filter(|at| rect.contains(*at));
    let pointed = pointer.and_then(|at| {
        let near = |node: usize| place(network.nodes[node].at).distance(at);
        (0..network.nodes.len()).filter(|node| near(*node) < radius(*node) + 4.0).min_by(|a, b| near(*a).total_cmp(&near(*b)))
    });
    for edge in &network.edges {
        let faded = pointed.is_some_and(|node| edge.from != node && edge.to != node);
        let (from, to) = (place(network.nodes[edge.from].at), place(network.nodes[edge.to].at));
        let colour = match edge.sides.balance() {
            Some(balance) if balance > 0.0 => desk.side(Polarity::Favor),
            Some(balance) if balance < 0.0 => desk.side(Polarity::Against),
            Some(_) => desk.side(Polarity::Mixed),
            None => mix(theme.paper, theme.ink_soft, 0.45),
        };
        let colour = if faded { mix(theme.paper, colour, 0.18) } else { colour };
        let width = 1.0 + 4.0 * (edge.sides.total() as f32 / page.most as f32).sqrt();
        let name = say!(
            "edge-from-to",
            from = crate::words::translated(&network.nodes[edge.from].name),
            to = crate::words::translated(&network.nodes[edge.to].name),
            sides = sides_in_words(&edge.sides)
        );
        if edge.from == edge.to {
            let half = own_stance(&painter, from, radius(edge.from), Stroke::new(width, colour), theme.paper);
            let spot = Rect::from_center_size(half, vec2(18.0, 18.0));
            desk.press(ui, spot, ("edge", edge.row, edge.column), &name, || page.matrix.slice(edge.row, edge.column));
            continue;
        }
        let along = (to - from).normalized();
        if !along.is_finite() {
            continue;
        }
        // Two that take sides towards each other get two bent lines.
        let bend = along.rot90() * (from.distance(to) * 0.10).min(34.0);
        let middle = from + (to - from) * 0.5 + bend;
        let tip = to - (to - middle).normalized() * (radius(edge.to) + 3.0);
        let curve = egui::epaint::QuadraticBezierShape::from_points_stroke(
            [from, middle + bend, tip],
            false,
            Color32::TRANSPARENT,
            Stroke::new(width, colour),
        );
        let half = curve.sample(0.5);
        painter.add(curve);
        let back = (tip - (middle + bend)).normalized();
        let wing = back.rot90() * (3.0 + width);
        let end = tip - back * (7.0 + width);
        painter.add(egui::Shape::convex_polygon(vec![tip, end + wing, end - wing], colour, Stroke::NONE));
        let spot = Rect::from_center_size(half, vec2(24.0, 18.0));
        if edge.sides.total() > 1 {
            painter.rect_filled(spot, CornerRadius::same(8), theme.paper);
            let text = format!("{} {}", edge.sides.total(), sign(theme, &edge.sides));
            words(&painter, half, Align2::CENTER_CENTER, text.trim(), 11.5, theme.ink, 30.0);
        } else {
            painter.circle(half, 3.5, theme.paper, Stroke::new(1.5, colour));
        }
        desk.press(ui, spot, ("edge", edge.row, edge.column), &name, || page.matrix.slice(edge.row, edge.column));
    }
    for (at, node) in network.nodes.iter().enumerate() {
        let centre = place(node.at);
        let fill = if node.holds { desk.bar() } else { mix(theme.paper, theme.ink_soft, 0.5) };
        painter.circle_filled(centre, radius(at), fill);
        let under = centre + vec2(0.0, radius(at) + 10.0);
        let label = words(
            &painter,
            under,
            Align2::CENTER_CENTER,
            crate::words::translated(&node.name),
            12.5,
            Color32::TRANSPARENT,
            150.0,
        );
        painter.rect_filled(label.expand2(vec2(3.0, 0.0)), CornerRadius::same(4), theme.paper.gamma_multiply(0.82));
        words(&painter, under, Align2::CENTER_CENTER, crate::words::translated(&node.name), 12.5, theme.ink, 150.0);
        let spot = Rect::from_center_size(centre, vec2(radius(at), radius(at)) * 2.0).union(label);
        let name = say!("stances-held-or-received", node = crate::words::translated(&node.name), n = node.weight);
        desk.press(ui, spot, ("node", at), &name, || Slice { holders: Some(node.parties.clone()), ..Slice::all(Unit::Stances) });
    }
}

/// A loop over a disc: a stance towards oneself. Returns its highest point.
fn own_stance(painter: &egui::Painter, centre: egui::Pos2, radius: f32, pen: Stroke, paper: Color32) -> egui::Pos2 {
    let (from, tip) = (centre + vec2(-0.7, -0.7) * radius, centre + vec2(0.7, -0.9) * radius);
    let bend = [vec2(-1.6, -2.6), vec2(1.6, -2.6)].map(|way| centre + way * (radius + 8.0));
    let points = [from, bend[0], bend[1], tip];
    let curve = egui::epaint::CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, pen);
    let half = curve.sample(0.5);
    painter.add(curve);
    let back = (tip - bend[1]).normalized();
    let (wing, end) = (back.rot90() * (3.0 + pen.width), tip - back * (7.0 + pen.width));
    painter.add(egui::Shape::convex_polygon(vec![tip, end + wing, end - wing], pen.color, Stroke::NONE));
    painter.circle(half, 3.5, paper, Stroke::new(1.5, pen.color));
    half
}

/// "2 for, 1 against"; sides that nobody took are left out.
fn sides_in_words(sides: &Sides) -> String {
    let of = |polarity| sides.of(polarity);
    let said = [
        (of(Polarity::Favor), say!("n-for", n = of(Polarity::Favor))),
        (of(Polarity::Against), say!("n-against", n = of(Polarity::Against))),
        (of(Polarity::Neutral), say!("n-neutral", n = of(Polarity::Neutral))),
        (of(Polarity::Mixed), say!("n-mixed", n = of(Polarity::Mixed))),
        (of(Polarity::Unclear), say!("n-unclear", n = of(Polarity::Unclear))),
        (of(Polarity::None), say!("n-no-side", n = of(Polarity::None))),
    ];
    said.into_iter().filter(|(count, _)| *count != 0).map(|(_, words)| words).collect::<Vec<_>>().join(", ")
}
