//! Runs other programs: prints each command as a user would type it, and returns an error of one sentence if the command fails.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, ExitCode, ExitStatus, Stdio},
};

use crate::failure::Failure;

/// Runs a program to its end, with the input and output of this process.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    show(command);
    let status = command.status().map_err(|error| Failure::not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(failed(command, status)) }
}

/// Runs a program to its end. Prints its standard output, and also returns it.
pub(crate) fn run_and_keep(command: &mut Command) -> Result<String, Failure> {
    show(command);
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| Failure::not_started(command, &error))?;
    let mut output = String::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line.map_err(|error| Failure::OutputCutOff { command: typed(command), problem: error.to_string() })?;
            println!("{line}");
            output.push_str(&line);
            output.push('\n');
        }
    }
    let status = child.wait().map_err(|error| Failure::not_started(command, &error))?;
    if status.success() { Ok(output) } else { Err(failed(command, status)) }
}

/// Returns the output of a program without showing it; `None` if it does not start or fails.
pub(crate) fn capture(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Replaces this process by another program, so that a signal to it reaches the program and no process is left behind.
pub(crate) fn exec(command: &mut Command) -> Result<ExitCode, Failure> {
    show(command);
    #[cfg(unix)]
    {
        let error = std::os::unix::process::CommandExt::exec(command);
        Err(Failure::not_started(command, &error))
    }
    #[cfg(not(unix))]
    {
        let status = command.status().map_err(|error| Failure::not_started(command, &error))?;
        Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Returns the path of a program on `PATH`.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(&name)).find(|path| path.is_file())
}

/// Returns a command as a user would type it.
pub(crate) fn typed(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words
        .map(|word| {
            let word = word.to_string_lossy();
            if word.is_empty() || word.contains([' ', '\'', '"', '*']) { format!("'{word}'") } else { word.into_owned() }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn show(command: &Command) {
    // Flush first, so that the output of this process is above the program's.
    let _ = std::io::stdout().flush();
    eprintln!("$ {}", typed(command));
}

fn failed(command: &Command, status: ExitStatus) -> Failure {
    Failure::Failed { command: typed(command), status: status.to_string() }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn command_with_a_space_in_an_argument_is_shown_in_quotes() {
        let mut command = Command::new("/somewhere/bin/trunk");
        command.args(["build", "--release", "a b"]);
        assert_eq!(typed(&command), "trunk build --release 'a b'");
    }

    #[cfg(unix)]
    #[test]
    fn errors_about_commands_are_one_sentence() {
        let failed = run(Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        let not_started = run(&mut Command::new("no-such-program")).unwrap_err();
        expect![[r#"
            `sh -c 'exit 3'` failed (exit status: 3; see its output above)
            `no-such-program` cannot be started: No such file or directory (os error 2): install it, or add its folder to PATH
        "#]]
        .assert_eq(&format!("{failed}\n{not_started}\n"));
    }

    #[cfg(unix)]
    #[test]
    fn run_and_keep_returns_the_output_and_capture_returns_none_on_failure() {
        assert_eq!(run_and_keep(Command::new("sh").args(["-c", "echo one; echo two"])).unwrap(), "one\ntwo\n");
        assert!(run_and_keep(Command::new("sh").args(["-c", "echo one; false"])).is_err());
        assert_eq!(capture(Command::new("sh").args(["-c", "echo v1.2.3"])).unwrap(), "v1.2.3");
        assert_eq!(capture(Command::new("sh").args(["-c", "echo v1.2.3; false"])), None);
    }
}
