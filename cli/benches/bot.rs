//! Measures the endpoint for interactions under load: `cargo xtask bench bot`.
//!
//! It compares the endpoint with signature checks alone, because every endpoint needs one for each request, and with an endpoint in
//! Express, which most people would write. The server runs on one core and the load generator on another (`taskset`). Requests are signed
//! beforehand, all are different, and connections are reused. The runs alternate, so that other programs slow all of them alike.
//!
//! Environment: `SECONDS` is the duration of a run (4), `RUNS` the number of runs of each (5), and `EXPRESS` the script of the endpoint in
//! Express; without it, that endpoint is not measured. Exit code 1: a budget is missed. Exit code 2: the machine cannot measure.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a benchmark may fail loudly")]

mod connection;

use std::{
    collections::BTreeMap,
    env, fs,
    hint::{self, black_box},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use bot_embed::{Content, render::Display, respond_to_json, respond_to_json_bytes};
use carrot_server::headers::{HEADERS_FILE, Manifest};
use carrot_testing::{Folder, hex};
use connection::Connection;
use ed25519_dalek::{Signer, SigningKey, Verifier};
use serde_json::{Value, json};

/// Minimum rate, as a share of the rate of signature checks alone.
const MIN_RATE_OVER_VERIFYING: f64 = 0.7;
/// Minimum rate, as a multiple of the other endpoint's.
const MIN_RATE_OVER_EXPRESS: f64 = 4.0;
/// Maximum of the 99th percentile of latency, at half of the load.
const MAX_P99: Duration = Duration::from_millis(3);
/// Maximum resident memory, in KiB.
const MAX_RESIDENT: u64 = 24 * 1024;
/// Maximum time from the start of the server to its first answer.
const MAX_FIRST_ANSWER: Duration = Duration::from_millis(100);
/// Maximum mean time to make a new reply.
const MAX_COMPOSING: Duration = Duration::from_micros(30);

/// Number of connections: enough for the server to stay busy while the load's core is interrupted.
const CONNECTIONS: usize = 48;
/// Pause between two rounds over all connections. It is much shorter than the allowed latency, and than the time that the server needs for
/// the waiting requests.
const ROUND_PAUSE: Duration = Duration::from_micros(100);
/// Number of requests that are signed beforehand. A run that needs more repeats them.
const REQUESTS: usize = 24_000;

fn main() -> ExitCode {
    match env::var("BENCH_ROLE").as_deref() {
        Ok("verify") => measure_verification(),
        Ok("load") => generate_load(),
        // `cargo test --benches` only checks that the program starts.
        _ if env::args().any(|arg| arg == "--test") => ExitCode::SUCCESS,
        _ => compare(),
    }
}

// --- the requests

/// Returns the key that requests are signed with.
fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

/// Returns typical interactions, each with its type: open the overview, choose a question, turn a page, ask about a service and a framework.
fn interactions() -> Vec<(u64, Value)> {
    let option = |name: &str, value: &str| json!({ "type": 3, "name": name, "value": value });
    let command =
        |name: &str, options: Vec<Value>| (2, json!({ "id": "771825006014889984", "type": 1, "name": name, "options": options }));
    let menu = |topic: &str| (3, json!({ "component_type": 3, "custom_id": "privacy/2/questions0/1/at-a-glance", "values": [topic] }));
    let content = Content::baked().unwrap();
    let policy = content.policy();
    let mut all = vec![command("privacy", vec![]), command("compliance", vec![])];
    all.extend(policy.questions.iter().map(|question| command("privacy", vec![option("topic", question.id.as_str())])));
    all.extend(policy.questions.iter().map(|question| menu(question.id.as_str())));
    all.extend(
        policy
            .sections
            .iter()
            .take(8)
            .map(|section| (3, json!({ "component_type": 2, "custom_id": format!("privacy/2/page/2/{}", section.id) }))),
    );
    for service in &policy.services {
        let framework = policy.frameworks.first().map_or("", |framework| framework.id.as_str());
        all.push(command("compliance", vec![option("service", service.id.as_str()), option("framework", framework)]));
    }
    all
}

/// Returns the body of a request. Its ids make each body different.
fn body(number: usize, (kind, data): &(u64, Value)) -> String {
    json!({
        "type": kind, "id": (846_462_639_134_605_312_u64 + number as u64).to_string(), "application_id": "775799577604522054",
        "token": format!("{number:064x}"), "version": 1, "guild_id": "290926798626357999", "channel_id": "645027906669510667",
        "locale": "en-GB", "guild_locale": "en-US", "app_permissions": "442368", "context": 0, "entitlements": [],
        "member": { "user": { "id": (53_908_232_506_183_680_u64 + number as u64).to_string(), "username": "wren", "discriminator": "0" },
            "roles": ["539082325061836999"], "permissions": "2147483647", "joined_at": "2017-03-13T19:19:14.040000+00:00" },
        "data": data,
    })
    .to_string()
}

/// Returns a timestamp, and the signature of it and a body.
fn sign(number: usize, body: &str) -> (String, [u8; 64]) {
    // Spread the timestamps over 20 seconds.
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let timestamp = (now - number as u64 % 20).to_string();
    let signature = key().sign(&[timestamp.as_bytes(), body.as_bytes()].concat());
    (timestamp, signature.to_bytes())
}

/// Returns the bytes of a signed request.
fn request(number: usize, body: &str) -> Vec<u8> {
    let (timestamp, signature) = sign(number, body);
    format!(
        "POST /interactions HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Discord-Interactions/1.0\r\nContent-Type: application/json\r\n\
         X-Signature-Ed25519: {}\r\nX-Signature-Timestamp: {timestamp}\r\nContent-Length: {}\r\n\r\n{body}",
        hex(&signature),
        body.len()
    )
    .into_bytes()
}

// --- on the server's core: the time of a signature check, and of a reply

/// Prints the number of signature checks per second, and the nanoseconds for a new reply, a cached reply, and the slowest new reply.
fn measure_verification() -> ExitCode {
    let seconds = seconds();
    let all = interactions();
    let verifying = key().verifying_key();
    let signed: Vec<_> = (0..2_000)
        .map(|number| {
            let body = body(number, &all[number % all.len()]);
            let (timestamp, signature) = sign(number, &body);
            ([timestamp.as_bytes(), body.as_bytes()].concat(), ed25519_dalek::Signature::from_bytes(&signature))
        })
        .collect();
    let (start, mut count) = (Instant::now(), 0_usize);
    while start.elapsed() < seconds {
        for (message, signature) in &signed {
            black_box(verifying.verify_strict(message, signature).is_ok());
        }
        count += signed.len();
    }
    let rate = count as f64 / start.elapsed().as_secs_f64();
    black_box(verifying.verify(&signed[0].0, &signed[0].1).is_ok());

    let content = Content::baked().unwrap();
    let bodies: Vec<String> = all.iter().enumerate().map(|(number, interaction)| body(number, interaction)).collect();
    let mean_time = |compose: &dyn Fn(&[u8])| {
        let (start, mut count) = (Instant::now(), 0_u32);
        while start.elapsed() < Duration::from_millis(500) {
            bodies.iter().for_each(|body| compose(body.as_bytes()));
            count += bodies.len() as u32;
        }
        start.elapsed() / count
    };
    let new_reply = mean_time(&|body| drop(black_box(respond_to_json(&content, Display::default(), body).unwrap())));
    let cached_reply = mean_time(&|body| drop(black_box(respond_to_json_bytes(&content, Display::default(), body).unwrap())));
    // Take the fastest of several runs, because other programs slow some of them.
    let fastest_time = |body: &String| {
        let once = |_| {
            let start = Instant::now();
            drop(black_box(respond_to_json(&content, Display::default(), body.as_bytes()).unwrap()));
            start.elapsed()
        };
        (0..200).map(once).min().unwrap()
    };
    let (slowest, body) = bodies.iter().map(|body| (fastest_time(body), body)).max().unwrap();
    if env::var_os("NAMES").is_some() {
        let mut all: Vec<_> = bodies.iter().map(|body| (fastest_time(body), body)).collect();
        all.sort();
        all.iter().for_each(|(time, body)| eprintln!("{time:?} {}", body.split("\"data\":").nth(1).unwrap_or_default()));
        eprintln!("slowest: {slowest:?} {body}");
    }
    println!("{rate} {} {} {}", new_reply.as_nanos(), cached_reply.as_nanos(), slowest.as_nanos());
    ExitCode::SUCCESS
}

// --- on the other core: the load generator

/// Sends requests for some seconds: as fast as they are answered, or at a rate per second. One thread polls all connections in turn, and
/// pauses between rounds, because each poll takes a socket's lock from the server. At full speed, it spins during the pause: to wake a
/// sleeping thread would take time of the server's core, unlike a client over a network. At a given rate, it sleeps: if it kept its core
/// busy, the system would move other programs to the server's core.
fn generate_load() -> ExitCode {
    let address: SocketAddr = env::var("ADDRESS").unwrap().parse().unwrap();
    let rate: f64 = env::var("RATE").unwrap().parse().unwrap();
    let all = interactions();
    let requests: Vec<Vec<u8>> = (0..REQUESTS).map(|number| request(number, &body(number, &all[number % all.len()]))).collect();
    let mut connections: Vec<(Connection, Option<Instant>)> = (0..CONNECTIONS).map(|_| (Connection::open(address), None)).collect();
    let (seconds, start) = (seconds(), Instant::now());
    let (mut next, mut times, mut failed) = (0_usize, Vec::new(), 0_usize);
    loop {
        let is_over = start.elapsed() >= seconds;
        if is_over && connections.iter().all(|(_, due)| due.is_none()) {
            break;
        }
        if rate > 0.0 {
            thread::sleep(ROUND_PAUSE);
        } else {
            let round = Instant::now();
            while round.elapsed() < ROUND_PAUSE {
                hint::spin_loop();
            }
        }
        for (connection, pending) in &mut connections {
            if let Some(due) = *pending {
                let Some(status) = connection.receive() else { continue };
                failed += usize::from(status != 200);
                times.push(due.elapsed());
                *pending = None;
            }
            // The time at which the request is due. Waiting for the server counts as latency.
            let now = Instant::now();
            let due = if rate > 0.0 { start + Duration::from_secs_f64(next as f64 / rate) } else { now };
            if !is_over && due <= now {
                connection.send(&requests[next % requests.len()]);
                next += 1;
                *pending = Some(due);
            }
        }
    }
    let duration = start.elapsed();
    times.sort_unstable();
    let quantile = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_nanos();
    println!("{} {} {} {failed}", times.len() as f64 / duration.as_secs_f64(), quantile(0.5), quantile(0.99));
    ExitCode::SUCCESS
}

// --- the comparison

/// A server process, which is killed when this value is dropped.
struct Server {
    child: Child,
    address: SocketAddr,
    first_answer: Duration,
}

impl Server {
    fn start(mut command: Command, port: impl FnOnce(&mut Command, SocketAddr)) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        port(&mut command, address);
        let body = body(0, &interactions()[0]);
        let ready = request(0, &body);
        let start = Instant::now();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        while TcpStream::connect(address).is_err() {
            assert!(start.elapsed() < Duration::from_secs(20), "the server does not start");
            thread::sleep(Duration::from_micros(500));
        }
        assert_eq!(Connection::open(address).ask(&ready), 200, "the server does not answer");
        Self { child, address, first_answer: start.elapsed() }
    }

    /// Returns a value from the process's status in `/proc`, in KiB.
    fn memory(&self, name: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn seconds() -> Duration {
    Duration::from_secs_f64(env::var("SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(4.0))
}

fn on_core(core: usize, program: &Path) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", &core.to_string()]).arg(program);
    command
}

/// Runs this program in another role on a core, and returns the numbers that it prints.
fn run_role(core: usize, role: &str, variables: &[(&str, String)]) -> Vec<f64> {
    let mut command = on_core(core, &env::current_exe().unwrap());
    command.env("BENCH_ROLE", role).envs(variables.iter().map(|(name, value)| (*name, value))).stderr(Stdio::inherit());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{role} failed");
    String::from_utf8(output.stdout).unwrap().split_whitespace().map(|number| number.parse().unwrap()).collect()
}

/// Measures a server under load: requests per second, median and 99th percentile of the latency, and failed requests. A rate of 0 is full
/// speed.
fn measure_load(server: &Server, rate: f64) -> Vec<f64> {
    run_role(1, "load", &[("ADDRESS", server.address.to_string()), ("RATE", rate.to_string())])
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(0.0)
}

/// Writes the replies of `carrot` to a file. The endpoint in Express sends them, so that only the speed of the endpoints differs.
fn write_answers(folder: &Folder) -> PathBuf {
    let content = Content::baked().unwrap();
    let answer = |(kind, data): &(u64, Value)| {
        let body = json!({ "type": kind, "locale": "en-GB", "data": data }).to_string();
        (
            data.to_string(),
            String::from_utf8(respond_to_json_bytes(&content, Display::default(), body.as_bytes()).unwrap().to_vec()).unwrap(),
        )
    };
    let answers: BTreeMap<String, String> = interactions().iter().map(answer).collect();
    folder.write("answers.json", serde_json::to_string(&answers).unwrap())
}

fn compare() -> ExitCode {
    if thread::available_parallelism().map_or(1, usize::from) < 2 || Command::new("taskset").arg("-V").output().is_err() {
        eprintln!("bench: this needs two cores and `taskset`: install it with `sudo apt-get install util-linux`");
        return ExitCode::from(2);
    }
    let runs = env::var("RUNS").ok().and_then(|text| text.parse().ok()).unwrap_or(5_usize).max(1);
    let public = hex(key().verifying_key().as_bytes());
    let folder = Folder::new();
    folder.write("index.html", "<!doctype html>");
    folder.write(HEADERS_FILE, Manifest::build(folder.path()).unwrap().to_json());

    let start_carrot = || {
        let mut command = on_core(0, Path::new(env!("CARGO_BIN_EXE_carrot")));
        command.env_remove("PORT").env_remove("PUBLIC_URL").env_remove("INTERACTION_MAX_AGE_S").env("DISCORD_PUBLIC_KEY", &public);
        Server::start(command, |command, address| {
            command.arg("serve").arg("--dist").arg(folder.path()).args(["--addr", &address.to_string()]);
        })
    };
    let express = env::var_os("EXPRESS").map(PathBuf::from);
    let start_express = |script: &Path| {
        let mut command = on_core(0, Path::new("node"));
        command.arg(script).env("DISCORD_PUBLIC_KEY", &public).env("ANSWERS", write_answers(&folder)).env("NODE_ENV", "production");
        Server::start(command, |command, address| {
            command.env("PORT", address.port().to_string());
        })
    };
    let first = median((0..5).map(|_| start_carrot().first_answer.as_secs_f64()).collect());
    let (server, other) = (start_carrot(), express.as_deref().map(start_express));
    // Warm up the server before the first measured run.
    let warm_up = [("SECONDS", "1".to_owned()), ("ADDRESS", server.address.to_string()), ("RATE", "0".to_owned())];
    run_role(1, "load", &warm_up);
    let (mut verify, mut rate, mut their_rate, mut failed) = (vec![], vec![], vec![], 0.0);
    let (mut new_reply, mut cached_reply, mut slowest) = (vec![], vec![], vec![]);
    for _ in 0..runs {
        let measured = run_role(0, "verify", &[]);
        verify.push(measured[0]);
        new_reply.push(measured[1] / 1e3);
        cached_reply.push(measured[2] / 1e3);
        slowest.push(measured[3] / 1e3);
        let measured = measure_load(&server, 0.0);
        rate.push(measured[0]);
        failed += measured[3];
        if let Some(other) = &other {
            let measured = measure_load(other, 0.0);
            their_rate.push(measured[0]);
            failed += measured[3];
        }
    }
    let (verify, rate, their_rate) = (median(verify), median(rate), median(their_rate));
    let half: Vec<_> = (0..runs).map(|_| measure_load(&server, rate / 2.0)).collect();
    failed += half.iter().map(|measured| measured[3]).sum::<f64>();
    let [p50, p99] = [1, 2].map(|index| median(half.iter().map(|measured| measured[index]).collect()) / 1e6);
    let (resident, peak) = (server.memory("VmRSS"), server.memory("VmHWM"));
    let (new_reply, cached_reply, slowest) = (median(new_reply), median(cached_reply), median(slowest));
    drop((server, other));

    let mut missed = false;
    let mut line = |name: &str, measured: String, budget: String, is_met: Option<bool>| {
        missed |= is_met == Some(false);
        let verdict = is_met.map_or("", |is_met| if is_met { "met" } else { "MISSED" });
        println!("{name:<44} {measured:>16}   {budget:<22} {verdict}");
    };
    println!("\n{:<44} {:>16}   {:<22}", "on one core, medians of runs", "measured", "budget");
    line("checking signatures", format!("{verify:.0}/s"), String::new(), None);
    line("answering interactions", format!("{rate:.0}/s"), String::new(), None);
    line(
        "  compared with checking signatures alone",
        format!("{:.0} %", 100.0 * rate / verify),
        format!("at least {:.0} %", 100.0 * MIN_RATE_OVER_VERIFYING),
        Some(rate >= MIN_RATE_OVER_VERIFYING * verify),
    );
    if their_rate > 0.0 {
        line("Express and discord-interactions", format!("{their_rate:.0}/s"), String::new(), None);
        line(
            "  the rate of carrot, compared with Express",
            format!("{:.1} x", rate / their_rate),
            format!("at least {MIN_RATE_OVER_EXPRESS} x"),
            Some(rate >= MIN_RATE_OVER_EXPRESS * their_rate),
        );
    } else {
        println!("Express and discord-interactions: not measured, because EXPRESS names no script");
    }
    line("latency at half of that load, median", format!("{p50:.2} ms"), String::new(), None);
    line(
        "latency at half of that load, 99th percentile",
        format!("{p99:.2} ms"),
        format!("at most {} ms", MAX_P99.as_millis()),
        Some(p99 <= MAX_P99.as_secs_f64() * 1e3),
    );
    line("resident memory", format!("{:.1} MiB", resident as f64 / 1024.0), String::new(), None);
    line(
        "resident memory, peak",
        format!("{:.1} MiB", peak as f64 / 1024.0),
        format!("at most {} MiB", MAX_RESIDENT / 1024),
        Some(peak <= MAX_RESIDENT),
    );
    line(
        "time from start to first answer",
        format!("{:.0} ms", first * 1e3),
        format!("at most {} ms", MAX_FIRST_ANSWER.as_millis()),
        Some(first <= MAX_FIRST_ANSWER.as_secs_f64()),
    );
    line(
        "making a new reply",
        format!("{new_reply:.1} us"),
        format!("at most {} us", MAX_COMPOSING.as_micros()),
        Some(new_reply <= MAX_COMPOSING.as_secs_f64() * 1e6),
    );
    line("  the slowest reply", format!("{slowest:.1} us"), String::new(), None);
    line("replying with JSON, mostly from the cache", format!("{cached_reply:.1} us"), String::new(), None);
    line("failed requests", format!("{failed:.0}"), "0".to_owned(), Some(failed == 0.0));
    if missed { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
