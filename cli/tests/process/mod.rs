//! Runs the program `carrot` as a user does, but without the variables of the environment of this machine.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, Output, Stdio},
};

/// The variables of the environment that `carrot` reads.
const VARIABLES: [&str; 18] = [
    "COLUMNS",
    "CONTENT_DIR",
    "CONTENT_OVERLAY",
    "DISCORD_API_BASE",
    "DISCORD_APPLICATION_ID",
    "DISCORD_PUBLIC_KEY",
    "DISCORD_TOKEN",
    "DIST",
    "FILES_PER_MINUTE",
    "INTERACTION_MAX_AGE_S",
    "LOG",
    "LOG_FORMAT",
    "MAX_CONNECTIONS",
    "METRICS_ADDR",
    "PORT",
    "PROXIES",
    "PUBLIC_URL",
    "REDIRECT_TO_HTTPS",
];

/// Returns the command for the program, without input.
pub(crate) fn carrot(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carrot"));
    command.args(args).stdin(Stdio::null());
    for variable in VARIABLES {
        command.env_remove(variable);
    }
    command
}

/// Runs the program to its end.
pub(crate) fn run(args: &[&str]) -> Output {
    carrot(args).output().unwrap()
}

/// Returns the output of a program as text.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A program that is ended when this value is dropped.
pub(crate) struct Running(pub(crate) Child);

impl Running {
    /// Sends SIGTERM.
    #[cfg(unix)]
    pub(crate) fn terminate(&self) {
        Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Requests a path, and returns the whole response.
pub(crate) fn get(addr: SocketAddr, path: &str) -> String {
    try_get(addr, path).unwrap()
}

/// Requests a path, and returns the whole response. Fails if no server accepts the connection.
pub(crate) fn try_get(addr: SocketAddr, path: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(addr)?;
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes())?;
    let mut response = String::new();
    stream.read_to_string(&mut response)?;
    Ok(response)
}
