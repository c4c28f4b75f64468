//! `carrot check --require`: asks the solver whether services meet needs, and answers with the exit code.

use std::{fmt::Write as _, process::ExitCode};

use carrot_core::{
    DataRule, Facts, Framework, Policy, Region, Service, ServiceId,
    i18n::Messages,
    name::{NameMatch, NamedKind, Unknown},
    qualify::{Needs, Outcome, Verdict},
};

use crate::{failure::Failure, print};

/// The needs that services are compared with, and the services.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct RequireArgs {
    /// Needed framework, such as 'SOC 2'; may be repeated
    #[arg(long, value_name = "FRAMEWORK", help_heading = "Needs")]
    require: Vec<String>,
    /// Kind of data that has to be allowed, such as 'card data'; may be repeated
    #[arg(long, value_name = "DATA", help_heading = "Needs")]
    data: Vec<String>,
    /// Needed region; may be repeated
    #[arg(long, value_name = "REGION", help_heading = "Needs")]
    region: Vec<String>,
    /// Ask about this service; may be repeated [default: the services that the policy declares, else each service]
    #[arg(long, value_name = "SERVICE", help_heading = "Needs")]
    service: Vec<String>,
}

impl RequireArgs {
    /// Returns whether no need and no service is given.
    pub(crate) fn is_empty(&self) -> bool {
        self.require.is_empty() && self.data.is_empty() && self.region.is_empty() && self.service.is_empty()
    }
}

/// Prints a verdict for each service. Succeeds if each service that --service names qualifies; without --service, if each service that the
/// policy declares qualifies; if the policy declares none, if at least one of the host's services qualifies.
pub(crate) fn run(policy: &Policy, args: &RequireArgs) -> Result<ExitCode, Failure> {
    let facts: &Facts = policy;
    let needs = Needs {
        frameworks: resolve_names(
            &args.require,
            |text| facts.find_framework(text),
            |framework: &Framework| (framework.id.clone(), framework.name.clone()),
        )?,
        data: resolve_names(&args.data, |text| facts.find_data(text), |rule: &DataRule| (rule.id.clone(), rule.name.clone()))?,
        regions: resolve_names(
            &args.region,
            |text| facts.find_region(text),
            |region: &Region| (region.id.clone(), region.name.clone()),
        )?,
        ..Needs::default()
    };
    if needs == Needs::default() {
        return Err(Failure::Usage("no need given: name one with --require, --data or --region".to_owned()));
    }
    let named =
        resolve_names(&args.service, |text| facts.find_service(text), |service: &Service| (service.id.clone(), service.name.clone()))?;
    let chosen: &[ServiceId] = if named.is_empty() { &policy.bot.services } else { &named };
    let mut verdicts = facts.qualify(&needs).map_err(Failure::usage)?;
    verdicts.retain(|verdict| chosen.is_empty() || chosen.contains(verdict.service));
    let qualifies = |verdict: &Verdict<'_>| verdict.outcome <= Outcome::QualifiesUnder;
    let met = if chosen.is_empty() { verdicts.iter().any(qualifies) } else { verdicts.iter().all(qualifies) };
    let mut out = String::new();
    for verdict in &verdicts {
        line(&mut out, policy, verdict);
    }
    let count = verdicts.iter().filter(|verdict| qualifies(verdict)).count();
    let end = if met { "" } else { ", so the check fails" };
    let _ = writeln!(out, "{count} of {} services meet all needs{end}", verdicts.len());
    print(&out)?;
    Ok(if met { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn line(out: &mut String, policy: &Policy, verdict: &Verdict<'_>) {
    let messages = Messages::En;
    let name = policy.service(verdict.service).map_or(verdict.service.as_str(), |service| service.name.as_str());
    let _ = writeln!(out, "{name}: {}", messages.outcome(verdict.outcome));
    for condition in verdict.conditions() {
        let _ = writeln!(out, "  if: {} ({})", messages.clause(policy, &condition.clause), condition.statement);
    }
}

/// Looks up each name. Refuses a name that matches several things, because the answer depends on the right one.
fn resolve_names<'a, T: 'a, I>(
    texts: &[String],
    find: impl Fn(&str) -> Result<NameMatch<'a, T>, Unknown>,
    id_and_name: impl Fn(&'a T) -> (I, String),
) -> Result<Vec<I>, Failure> {
    let resolve = |text: &String| {
        let found = find(text).map_err(|unknown| Failure::Usage(unknown_name(&unknown)))?;
        match found.one() {
            Some(one) => Ok(id_and_name(one).0),
            None => {
                let names: Vec<String> = found.all().iter().map(|item| id_and_name(item).1).collect();
                Err(Failure::Usage(format!("`{text}` matches several names: {}: type one of them in full", names.join(", "))))
            }
        }
    };
    texts.iter().map(resolve).collect()
}

/// Returns the error about an unknown name. Content of a bot without a host has no services, regions and kinds of data.
fn unknown_name(unknown: &Unknown) -> String {
    let kinds = match unknown.kind {
        NamedKind::Service => "services",
        NamedKind::Framework => "frameworks",
        NamedKind::Region => "regions",
        NamedKind::Data => "kinds of data",
    };
    if unknown.nearest.is_empty() { format!("{unknown}: the content has no {kinds}") } else { unknown.to_string() }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn a_name_without_one_match_is_refused_with_what_to_type() {
        let several = |_: &str| Ok(NameMatch::Several(vec![&"ISO 27001", &"ISO 27017"]));
        let error = resolve_names(&["ISO".to_owned()], several, |name: &&str| ((), (*name).to_owned())).unwrap_err();
        expect!["`ISO` matches several names: ISO 27001, ISO 27017: type one of them in full"].assert_eq(&error.to_string());
        let unknown = Unknown { kind: NamedKind::Region, given: "Mars".to_owned(), nearest: Vec::new() };
        expect!["no region is called `Mars`: the content has no regions"].assert_eq(&unknown_name(&unknown));
    }
}
