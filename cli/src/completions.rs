//! `carrot completions`: prints a script that completes the command line in a shell.

use clap_complete::{Shell, generate};

use crate::{
    failure::{self, Failure},
    print,
};

/// Print a script that completes commands and flags in a shell
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  source <(carrot completions bash)
  carrot completions fish > ~/.config/fish/completions/carrot.fish")]
pub(crate) struct Args {
    /// Shell that runs the script
    shell: Shell,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let mut script = Vec::new();
    generate(args.shell, &mut failure::command(), "carrot", &mut script);
    print(&String::from_utf8_lossy(&script))
}
