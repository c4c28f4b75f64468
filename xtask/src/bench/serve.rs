//! `cargo xtask bench serve`: measures `carrot serve` and nginx on the same compressed files, the memory of `carrot serve` under many
//! connections, and the time until it answers. The servers run on one core, the load generator on the other. Both servers are measured in
//! turns, so that other load on the machine affects both.

use std::{
    env, fs,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    browser, build,
    e2e::{STARTED_WITHIN, free_address},
    failure::Failure,
    project, setup, shell,
};

/// Requests for each file per turn. Turns are short, because other load on the machine changes from second to second.
const ROUNDS: usize = 7;
const CONNECTIONS: usize = 64;
const MANY_CONNECTIONS: usize = 2000;
const STARTS: usize = 10;

// The limits: throughput and 99th percentile of the latency relative to nginx's, memory, and time until the server answers.
const MIN_THROUGHPUT: f64 = 0.8;
const MAX_P99: f64 = 2.0;
const MAX_MEMORY_KIB: u64 = 64 * 1024;
const MAX_START: Duration = Duration::from_millis(100);

/// Measures and prints the figures. Fails if a budget is missed.
pub(crate) fn serve() -> Result<ExitCode, Failure> {
    let nginx = browser::find_or_install_nginx()?;
    let wrk = browser::find_or_install_wrk()?;
    let seconds: u64 = env::var("BENCH_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(2);
    let folder = project::target_dir()?.join("xtask/bench/serve");
    let dist = folder.join("dist");
    build::build_page(&setup::for_building()?, build::Profile::Release, &dist)?;
    let server = build::Profile::Release.program()?;
    let mut table = Table::default();
    measure_throughput(&mut table, &Programs { nginx, wrk, server: server.clone() }, &folder, &dist, seconds)?;
    measure_start(&mut table, &server, &dist)?;
    println!("\n{}", table.text);
    match table.missed {
        0 => Ok(ExitCode::SUCCESS),
        missed => Err(Failure::BudgetsMissed(missed)),
    }
}

/// The programs that the benchmark runs.
struct Programs {
    nginx: PathBuf,
    wrk: PathBuf,
    server: PathBuf,
}

/// The printed results.
#[derive(Default)]
struct Table {
    text: String,
    /// The number of missed budgets.
    missed: usize,
}

impl Table {
    fn line(&mut self, name: &str, measured: &str, budget: &str, met: bool) {
        let verdict = if met { "met" } else { "MISSED" };
        self.missed += usize::from(!met);
        self.text += &format!("{name:<44} {measured:>34}   {budget:<18} {verdict}\n");
    }
}

/// A program that is ended when this value is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Compares the server with nginx on each measured path, and measures its memory.
fn measure_throughput(table: &mut Table, programs: &Programs, folder: &Path, dist: &Path, seconds: u64) -> Result<(), Failure> {
    let [carrot_at, nginx_at] = [free_address()?, free_address()?];
    let mut carrot_command = Command::new("taskset");
    carrot_command.args(["-c", "0"]).arg(&programs.server).args(["serve", "--dist"]).arg(dist).args([
        "--addr",
        &carrot_at.to_string(),
        "--log",
        "warn",
    ]);
    let carrot = spawn(carrot_command.env_remove("PORT").env_remove("PUBLIC_URL"))?;
    let config = folder.join("nginx.conf");
    write(&config, &nginx_config(dist, nginx_at)?)?;
    let mut nginx_command = Command::new("taskset");
    nginx_command.args(["-c", "0"]).arg(&programs.nginx).arg("-p").arg(folder).arg("-c").arg(&config);
    let _nginx = spawn(&mut nginx_command)?;
    for at in [carrot_at, nginx_at] {
        wait_for(at)?;
    }
    for path in measured_paths(dist)? {
        let mut ratios = Vec::new();
        for _ in 0..ROUNDS {
            let nginx_load = run_wrk(&programs.wrk, nginx_at, &path, CONNECTIONS, seconds)?;
            let carrot_load = run_wrk(&programs.wrk, carrot_at, &path, CONNECTIONS, seconds)?;
            ratios.push((carrot_load.rate / nginx_load.rate, carrot_load.p99 / nginx_load.p99, carrot_load, nginx_load));
        }
        ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (rate, _, carrot_load, nginx_load) = &ratios[ROUNDS / 2];
        let measured = format!("{:.0}/s, nginx {:.0}/s: {rate:.2}", carrot_load.rate, nginx_load.rate);
        table.line(&format!("{path} a second"), &measured, &format!("at least {MIN_THROUGHPUT}"), *rate >= MIN_THROUGHPUT);
        ratios.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (_, slow, carrot_load, nginx_load) = &ratios[ROUNDS / 2];
        let measured = format!("{:.1} ms, nginx {:.1} ms: {slow:.2}", carrot_load.p99, nginx_load.p99);
        table.line(&format!("{path} p99"), &measured, &format!("at most {MAX_P99}"), *slow <= MAX_P99);
    }
    run_wrk(&programs.wrk, carrot_at, "/", MANY_CONNECTIONS, seconds)?;
    let memory = peak_memory(carrot.0.id())?;
    let measured = format!("{:.1} MiB", memory as f64 / 1024.0);
    table.line(
        &format!("memory, at most, under {MANY_CONNECTIONS} connections"),
        &measured,
        "at most 64 MiB",
        memory <= MAX_MEMORY_KIB,
    );
    Ok(())
}

/// Returns the paths of files of different sizes to request: the page, a script, the wasm and `policy.json`.
fn measured_paths(dist: &Path) -> Result<Vec<String>, Failure> {
    let files = crate::sizes::files_below(dist)?;
    let named = |begin: &str, end: &str| {
        let name = files.iter().filter(|path| path.parent() == Some(dist)).find_map(|path| {
            let name = path.file_name()?.to_str()?;
            (name.starts_with(begin) && name.ends_with(end)).then(|| format!("/{name}"))
        });
        name.ok_or_else(|| Failure::NoBuiltFile { folder: dist.display().to_string(), begin: begin.to_owned(), end: end.to_owned() })
    };
    Ok(vec!["/".to_owned(), named("boot", ".js")?, named("carrot-web", ".wasm")?, named("policy", ".json")?])
}

/// Returns the text of deploy/nginx.conf, with the address and the folders of this machine.
pub(crate) fn nginx_config(dist: &Path, at: SocketAddr) -> Result<String, Failure> {
    let config = project::read("deploy/nginx.conf")?;
    Ok(config
        .replace("listen 127.0.0.1:8080;", &format!("listen {at};"))
        .replace("root dist;", &format!("root {};", dist.display()))
        .replace("include ../dist/", &format!("include {}/", dist.display())))
}

/// The results of wrk.
struct Load {
    /// Requests per second.
    rate: f64,
    /// The 99th percentile of the latency, in milliseconds.
    p99: f64,
}

/// Requests a path with wrk for some seconds.
fn run_wrk(wrk: &Path, at: SocketAddr, path: &str, connections: usize, seconds: u64) -> Result<Load, Failure> {
    let mut command = Command::new("sh");
    // Each connection is an open file.
    let script = "ulimit -n 8192 2>/dev/null; exec taskset -c 1 \"$@\"";
    command.args(["-c", script, "sh"]).arg(wrk).args([
        "-t",
        "1",
        "-c",
        &connections.to_string(),
        "-d",
        &format!("{seconds}s"),
        "--latency",
    ]);
    command.args(["-H", "Accept-Encoding: gzip"]).arg(format!("http://{at}{path}"));
    let text = shell::capture(&mut command).ok_or_else(|| Failure::FailedSilently(shell::typed(&command)))?;
    let has_failures = text.lines().any(|line| line.contains("Non-2xx"));
    match (rate(&text), p99(&text)) {
        (Some(rate), Some(p99)) if !has_failures && rate > 0.0 => Ok(Load { rate, p99 }),
        _ => Err(Failure::WrkFailed(text)),
    }
}

/// Reads wrk's `Requests/sec:  12345.67`.
fn rate(text: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix("Requests/sec:")?.trim().parse().ok())
}

/// Reads wrk's `     99%    1.23ms`, in milliseconds.
fn p99(text: &str) -> Option<f64> {
    let value = text.lines().find_map(|line| line.trim().strip_prefix("99%"))?.trim();
    let units = [("us", 0.001), ("ms", 1.0), ("s", 1000.0), ("m", 60_000.0)];
    units.iter().find_map(|(unit, times)| Some(value.strip_suffix(unit)?.parse::<f64>().ok()? * times))
}

/// Returns the peak memory of a process, in KiB.
fn peak_memory(id: u32) -> Result<u64, Failure> {
    let file = format!("/proc/{id}/status");
    // Systems other than Linux have no such file.
    let status = fs::read_to_string(&file).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).ok_or(Failure::NoPeakMemory(file))
}

/// Measures the time until the first answer, with content that is read and parsed at the start, as `--content` does it for other bots.
fn measure_start(table: &mut Table, server: &Path, dist: &Path) -> Result<(), Failure> {
    let content = project::content_dir_or_own();
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let at = free_address()?;
        let begin = Instant::now();
        let mut command = Command::new(server);
        command.args(["serve", "--dist"]).arg(dist).arg("--content").arg(&content);
        command.args(["--addr", &at.to_string(), "--log", "error"]).env_remove("PORT");
        let _running = spawn(&mut command)?;
        wait_for(at)?;
        times.push(begin.elapsed());
    }
    times.sort();
    let median = times[STARTS / 2];
    table.line(
        "from start to first answer, with content parsed",
        &format!("{} ms", median.as_millis()),
        "at most 100 ms",
        median <= MAX_START,
    );
    Ok(())
}

fn spawn(command: &mut Command) -> Result<Running, Failure> {
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
    child.map(Running).map_err(|error| Failure::not_started(command, &error))
}

/// Waits until a server answers.
fn wait_for(at: SocketAddr) -> Result<(), Failure> {
    let begin = Instant::now();
    let request = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(at)?;
        stream.write_all(format!("GET /llms.txt HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n").as_bytes())?;
        let mut first = [0; 12];
        stream.read_exact(&mut first)?;
        Ok(first == *b"HTTP/1.1 200")
    };
    while !request().unwrap_or(false) {
        if begin.elapsed() > STARTED_WITHIN {
            return Err(Failure::ServerSilent { url: format!("http://{at}/llms.txt"), seconds: STARTED_WITHIN.as_secs() });
        }
        thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::not_written(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_of_wrk_is_parsed() {
        let text = "Running 5s test @ http://127.0.0.1:1/\n  Latency Distribution\n     50%    1.00ms\n     99%  850.00us\n  100 requests in 5.00s\nRequests/sec:  20123.45\n";
        assert_eq!((rate(text), p99(text)), (Some(20123.45), Some(0.85)));
        assert_eq!(p99("     99%    1.20s\n"), Some(1200.0));
        assert_eq!(p99("     99%   12.00ms\n"), Some(12.0));
    }

    #[test]
    fn measured_nginx_configuration_is_the_published_one() {
        let config = nginx_config(Path::new("/srv/dist"), SocketAddr::from(([127, 0, 0, 1], 9))).unwrap();
        let includes = ["include /srv/dist/_headers.nginx.maps.conf;", "include /srv/dist/_headers.nginx.conf;"];
        for line in ["listen 127.0.0.1:9;", "root /srv/dist;"].into_iter().chain(includes) {
            assert!(config.contains(line), "{line}");
        }
        assert!(!config.contains("8080") && !config.contains("../dist"));
    }
}
