//! Explains why Discord did not accept an answer.

use twilight_http::{api_error::ApiError, error::ErrorType};

/// Returns the reason why Discord did not accept an answer. It leaves out the request's address, which contains the interaction's
/// token.
pub(super) fn rejection_reason(kind: &ErrorType) -> String {
    match kind {
        ErrorType::Response { error: ApiError::General(error), status, .. } => format!("{} ({})", error.message, status.get()),
        ErrorType::Response { status, .. } => format!("Discord refused the request ({})", status.get()),
        ErrorType::Unauthorized => "Discord no longer accepts the token (401)".to_owned(),
        _ => "Discord cannot be reached".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn an_answer_without_a_response_has_a_reason() {
        expect!["Discord no longer accepts the token (401)"].assert_eq(&rejection_reason(&ErrorType::Unauthorized));
        expect!["Discord cannot be reached"].assert_eq(&rejection_reason(&ErrorType::RequestTimedOut));
    }
}
