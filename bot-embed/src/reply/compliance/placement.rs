//! Which data is allowed where: a data rule and a service.

use carrot_core::{DataRule, Service, placement::Permission, text::Inline};

use super::{
    super::{
        Kind, Passage,
        composer::Composer,
        text::{bullets, paragraph, strong, text, upper_first},
    },
    stated_by,
};

impl<'a> Composer<'a> {
    pub(super) fn placed(&mut self, service: &'a Service, rule: &'a DataRule) {
        self.rule(service, rule, self.words.data_rules());
        if let Some(statement) = self.policy.statement(&rule.statement) {
            self.headed(Kind::Answer, self.words.data_rules(), &[statement]);
        }
        self.notes(stated_by(rule));
    }

    /// Shows a rule's permission for a service.
    pub(super) fn rule(&mut self, service: &Service, rule: &DataRule, heading: &str) {
        let placement = self.policy.placement(rule, &service.id);
        let permission = placement.permission;
        let mut body = vec![paragraph(vec![strong(&format!("{}.", upper_first(self.words.permission(&permission))))])];
        let lines: Vec<Vec<Inline>> = match &permission {
            Permission::Conditional { conditions } | Permission::NotBarred { conditions } => {
                conditions.iter().map(|it| vec![text(&self.words.clause(self.policy, &it.clause))]).collect()
            }
            Permission::Allowed | Permission::Barred { .. } | Permission::NotStated => Vec::new(),
        };
        if !lines.is_empty() {
            body.push(bullets(lines.into_iter()));
        }
        body.extend(self.read(rule.notes.iter()).map(paragraph));
        // If no document states it, the interpretation is ours, and so is its byline.
        let statement = placement.said.statement.and_then(|id| self.policy.statement(id));
        self.shows(rule.id.as_str());
        self.passages.push(Passage {
            kind: if permission == Permission::NotStated { Kind::Silence } else { Kind::Answer },
            heading: Some(heading.to_owned()),
            lead: statement.and_then(|it| self.whose(it)),
            title: Some(rule.name.clone()),
            byline: statement.map(|it| self.byline(it)),
            body,
            ..Passage::default()
        });
    }
}
