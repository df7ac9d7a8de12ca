//! Pixels: draws the session and pushes commands. The only home of `egui`.
