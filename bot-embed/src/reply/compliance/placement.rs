//! Composes replies about data rules: whether a service may hold a kind of data.

use carrot_core::{DataRule, Service, placement::Permission, text::Inline};

use super::{
    super::{
        Passage, PassageKind,
        composer::Composer,
        text::{bullets, paragraph, strong, text, upper_first},
    },
    stated_by,
};

impl<'a> Composer<'a> {
    pub(super) fn data_in_service(&mut self, service: &'a Service, rule: &'a DataRule) {
        self.add_permission(service, rule, self.messages.data_rules());
        if let Some(statement) = self.policy.statement(&rule.statement) {
            self.add_statements_under(PassageKind::Answer, self.messages.data_rules(), &[statement]);
        }
        self.notes(stated_by(rule));
    }

    /// Adds a passage with a data rule's permission for a service, and its conditions.
    pub(super) fn add_permission(&mut self, service: &Service, rule: &DataRule, heading: &str) {
        let placement = self.policy.placement(rule, &service.id);
        let permission = placement.permission;
        let mut body = vec![paragraph(vec![strong(&format!("{}.", upper_first(self.messages.permission(&permission))))])];
        let lines: Vec<Vec<Inline>> = match &permission {
            Permission::Conditional { conditions } | Permission::NotBarred { conditions } => {
                conditions.iter().map(|condition| vec![text(&self.messages.clause(self.policy, &condition.clause))]).collect()
            }
            Permission::Allowed | Permission::Barred { .. } | Permission::NotStated => Vec::new(),
        };
        if !lines.is_empty() {
            body.push(bullets(lines.into_iter()));
        }
        body.extend(self.readings_line(rule.notes.iter()).map(paragraph));
        // `source.statement` is the statement that gives the permission. If no document does, it is our reading, and the byline names the
        // editors.
        let statement = placement.source.statement.and_then(|id| self.policy.statement(id));
        self.mark_if_foreign(rule.id.as_str());
        self.passages.push(Passage {
            kind: if permission == Permission::NotStated { PassageKind::Gap } else { PassageKind::Answer },
            heading: Some(heading.to_owned()),
            introduction: statement.and_then(|statement| self.introduction_of(statement)),
            title: Some(rule.name.clone()),
            byline: statement.map(|statement| self.byline(statement)),
            body,
            ..Passage::default()
        });
    }
}
