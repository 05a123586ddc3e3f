//! VRL's parse_grok on one workload: LINES PATTERNS WARMUP_SECONDS ROUNDS ROUND_SECONDS; figures as JSON on stdout.
use std::time::Instant;
use vrl::compiler::{compile, state::RuntimeState, Context, TargetValue, TimeZone};
use vrl::value::{ObjectMap, Secrets, Value};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&args[1]).expect("lines");
    let lines: Vec<&str> = text.lines().collect();
    let patterns = std::fs::read_to_string(&args[2]).expect("patterns");
    let functions = vrl::stdlib::all();
    let programs: Vec<_> = patterns
        .lines()
        .map(|pattern| {
            let escaped = pattern.replace('\\', "\\\\").replace('"', "\\\"");
            let source = format!(". = parse_grok!(.message, \"{escaped}\")");
            match compile(&source, &functions) {
                Ok(result) => result.program,
                Err(errors) => panic!("{pattern}: {errors:?}"),
            }
        })
        .collect();
    let mut state = RuntimeState::default();
    let zone = TimeZone::default();
    let mut parse = |line: &str| -> usize {
        for program in &programs {
            let mut object = ObjectMap::default();
            object.insert("message".into(), Value::from(line));
            let mut target = TargetValue {
                value: Value::Object(object),
                metadata: Value::Object(Default::default()),
                secrets: Secrets::default(),
            };
            if program.resolve(&mut Context::new(&mut target, &mut state, &zone)).is_ok() {
                return target.value.as_object().map_or(0, |fields| fields.len());
            }
        }
        0
    };
    let mut sink = 0usize;
    let mut run = |limit: f64| -> f64 {
        let start = Instant::now();
        let mut count = 0usize;
        while start.elapsed().as_secs_f64() < limit {
            for _ in 0..50 {
                sink += parse(lines[count % lines.len()]);
                count += 1;
            }
        }
        count as f64 / start.elapsed().as_secs_f64()
    };
    run(args[3].parse().expect("warm-up"));
    let rounds: usize = args[4].parse().expect("rounds");
    let seconds: f64 = args[5].parse().expect("seconds");
    let rates: Vec<String> = (0..rounds).map(|_| format!("{:.0}", run(seconds))).collect();
    let checked = &lines[..lines.len().min(2000)];
    let matched = checked.iter().filter(|line| parse(line) > 0).count();
    println!("{{\"rates\":[{}],\"matched\":{matched},\"of\":{},\"sink\":{sink}}}", rates.join(","), checked.len());
}
