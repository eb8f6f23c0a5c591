//! One's own list as a file, comments and all: `/security/allowlist/export`.

use crate::web::Web;
use crate::web::download::{Kind, download};
use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::get;
use sekisho_app::error::Problem;
use sekisho_app::page::Access;
use sekisho_app::visit::Caller;

/// The routes.
pub fn router() -> Router<Web> {
    Router::new().route("/security/allowlist/export", get(export))
}

async fn export(State(web): State<Web>, request: Request) -> Response {
    let file = ("authorized-addresses.txt", Kind::Plain);
    download(&web, request, Access::SignedIn, file, async |_, visit| {
        let Caller::SignedIn(person) = &visit.caller else { return Err(Problem::NotAllowed.into()) };
        web.ports.allowlist.export(visit, person).await
    })
    .await
}
