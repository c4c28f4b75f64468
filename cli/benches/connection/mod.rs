//! A reused connection of the load generator, on a non-blocking socket.

use std::{
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

/// One connection, with at most one pending request.
pub(crate) struct Connection {
    stream: TcpStream,
    /// The bytes of the answer so far.
    answer: Vec<u8>,
    sent: Instant,
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_nonblocking(true).unwrap();
        Self { stream, answer: Vec::with_capacity(64 * 1024), sent: Instant::now() }
    }

    /// Sends a request. It fits into the system's send buffer.
    pub(crate) fn send(&mut self, request: &[u8]) {
        self.sent = Instant::now();
        self.answer.clear();
        assert_eq!(self.stream.write(request).unwrap(), request.len(), "the send buffer of the system is full");
    }

    /// Returns the status of the answer if it is complete, else `None`.
    pub(crate) fn receive(&mut self) -> Option<u16> {
        assert!(self.sent.elapsed() < Duration::from_secs(20), "the server does not answer");
        let mut part = [0; 16 * 1024];
        match self.stream.read(&mut part) {
            Ok(0) => panic!("the server has closed the connection"),
            Ok(length) => self.answer.extend_from_slice(&part[..length]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => return None,
            Err(error) => panic!("{error}"),
        }
        let head = self.answer.windows(4).position(|end| end == b"\r\n\r\n")?;
        let text = std::str::from_utf8(&self.answer[..head]).unwrap();
        let length = text.lines().filter_map(|line| line.split_once(':')).find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        let length: usize = length.unwrap().1.trim().parse().unwrap();
        (self.answer.len() >= head + 4 + length).then(|| text.split(' ').nth(1).unwrap().parse().unwrap())
    }

    /// Sends a request, waits for its answer, and returns the status.
    pub(crate) fn ask(&mut self, request: &[u8]) -> u16 {
        self.send(request);
        loop {
            if let Some(status) = self.receive() {
                return status;
            }
        }
    }
}
