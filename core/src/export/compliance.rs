//! Exports the host's claims and the coverage that follows from them, for programs and
//! spreadsheets.

use serde::Serialize;

use crate::{Claim, DataRule, Framework, Objective, Policy, Region, Service, Source, coverage::Cell, i18n::Messages};

/// `compliance.json`: services, frameworks, the claims of documents, and the status of every pair.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Compliance<'a> {
    /// The disclaimer of this summary.
    pub disclaimer: &'a str,
    /// The documents that everything cites.
    pub sources: &'a [Source],
    /// The host's services.
    pub services: &'a [Service],
    /// The host's regions that claims name.
    pub regions: &'a [Region],
    /// Regulations, standards, audit schemes and programs.
    pub frameworks: &'a [Framework],
    /// The claims that something is attested.
    pub claims: &'a [Claim],
    /// The coverage concluded from the claims, for every service and framework.
    pub coverage: Vec<Cell<'a>>,
    /// Which kinds of data may be placed where: another question than coverage.
    pub data_rules: &'a [DataRule],
    /// Recovery objectives.
    pub objectives: &'a [Objective],
}

/// Exports the host's claims and the coverage concluded from them.
pub fn compliance(policy: &Policy) -> Compliance<'_> {
    Compliance {
        disclaimer: &policy.bot.disclaimer,
        sources: &policy.sources,
        services: &policy.services,
        regions: &policy.regions,
        frameworks: &policy.frameworks,
        claims: &policy.claims,
        coverage: policy.cells().collect(),
        data_rules: &policy.data_rules,
        objectives: &policy.objectives,
    }
}

/// Returns `coverage.csv` ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)): a row for each pair of a service and a framework, with
/// their ids. The column of conditions also has the regions to which claims are limited, because readers would otherwise take the
/// status for all regions. Several conditions, sources (`source/section`) and their dates are joined by `; `, sources and dates in the
/// same order.
///
/// # Errors
/// An error of the CSV writer, if memory runs out.
pub fn coverage_csv(policy: &Policy, messages: Messages) -> Result<String, csv::Error> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    out.write_record(["service", "framework", "status", "condition", "source", "as_of"])?;
    for cell in policy.cells() {
        let status = cell.coverage.status.id();
        let conditions: Vec<String> =
            cell.coverage.all_conditions().map(|condition| messages.clause(policy, &condition.clause)).collect();
        let mut sources: Vec<(String, String)> = Vec::new();
        let statements = cell.coverage.claims.iter().map(|claim| &claim.claim.statement);
        for statement in statements.chain(cell.coverage.all_conditions().map(|condition| condition.statement)) {
            for cite in policy.statement(statement).map_or(&[][..], |statement| &statement.cites) {
                let date = policy.cited(cite).as_of.map_or_else(|| messages.undated().to_owned(), |date| date.to_string());
                let source = (format!("{}/{}", cite.source, cite.section), date);
                if !sources.contains(&source) {
                    sources.push(source);
                }
            }
        }
        let (cited, dates): (Vec<_>, Vec<_>) = sources.into_iter().unzip();
        // Sentences become items of a list.
        let conditions: Vec<&str> = conditions.iter().map(|condition| condition.trim_end_matches('.')).collect();
        let row =
            [cell.service.as_str(), cell.framework.as_str(), status, &conditions.join("; "), &cited.join("; "), &dates.join("; ")];
        out.write_record(row.map(escape_formula))?;
    }
    let bytes = out.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Escapes a cell that a spreadsheet would take for a formula ([OWASP](https://owasp.org/www-community/attacks/CSV_Injection)).
fn escape_formula(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::escape_formula;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(escape_formula(cell), format!("'{cell}"));
        }
        assert_eq!(escape_formula("covered"), "covered");
    }
}
