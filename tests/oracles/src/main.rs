//! diram's resolver against other people's, on made registries: pubgrub, resolvo and the SAT solver
//! varisat must agree with it whether there is an answer, its certificate must hold, and its choice
//! is gone through by hand.
//!
//! ```text
//! diram-oracles [ROUNDS]     registries of each shape; 300 by default
//! ```

mod ours;
mod pubgrub_rs;
mod resolvo_rs;
mod sat;
mod universe;

use universe::{Accepts, Numbers, SHAPES, Universe};

fn main() {
    let rounds = std::env::args().nth(1);
    let rounds = rounds.map_or(300, |text| text.parse().expect("a number of rounds"));
    let mut wrong = 0;
    for (shape, make) in SHAPES {
        let mut answers = 0;
        for round in 0..rounds {
            let universe = pinned_aside(make(&mut Numbers(round)));
            let ours = ours::feasible(&universe);
            answers += usize::from(ours);
            let others = [
                ("pubgrub", pubgrub_rs::feasible(&universe)),
                ("resolvo", resolvo_rs::feasible(&universe)),
                ("varisat", sat::feasible(&universe)),
            ];
            for (who, theirs) in others {
                if theirs != ours {
                    wrong += 1;
                    eprintln!("{shape} {round}: diram says {ours}, {who} {theirs}\n{universe:?}");
                }
            }
        }
        println!("oracles: {shape}: {answers} of {rounds} have an answer");
        // A shape of which all or none have one says little.
        let few = rounds as usize / 20;
        if answers < few || rounds as usize - answers < few {
            eprintln!("oracles: {shape} is one-sided");
            wrong += 1;
        }
    }
    if wrong > 0 {
        eprintln!("oracles: {wrong} things are wrong");
        std::process::exit(1);
    }
    println!(
        "oracles: {} registries, three oracles, all agree",
        rounds as usize * SHAPES.len()
    );
}

/// A yanked version that the request pins is a candidate for diram; no oracle knows that, so it is
/// no longer yanked.
fn pinned_aside(mut universe: Universe) -> Universe {
    for (package, accepts) in &universe.wanted {
        if let Accepts::Exactly(n) = accepts
            && let Some(release) = universe.packages[*package].get_mut(*n)
        {
            release.yanked = false;
        }
    }
    universe
}
