//! Admin → Policy: the rules of the web gate.

use crate::core::Core;
use async_trait::async_trait;
use sekisho_app::error::ApiResult;
use sekisho_app::forward_auth::RuleView;
use sekisho_app::forward_auth::port::ForwardAuthPort;
use sekisho_app::visit::{Administrator, Visit};

#[async_trait]
impl ForwardAuthPort for Core {
    async fn rules(&self, _: &Visit, _: &Administrator) -> ApiResult<Vec<RuleView>> {
        let rules = &self.config.gate.web.rules;
        let view = |(at, rule): (usize, &sekisho_engine::gate::HostRule)| RuleView {
            pages: rule
                .path
                .as_ref()
                .map_or_else(|| rule.host.to_string(), |path| format!("{}{path}", rule.host)),
            need: rule.need,
            who: rule.who.clone(),
            shadowed_by: rules.shadowed_by(at),
        };
        Ok(rules.iter().enumerate().map(view).collect())
    }
}
