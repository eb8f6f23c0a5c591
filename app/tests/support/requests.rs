//! Requests to support, in every state.

use super::sample::{self, Sample};
use async_trait::async_trait;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::id::{AccountId, RequestId};
use sekisho_app::support::port::SupportPort;
use sekisho_app::support::{
    Asked, Doubt, OwnRequest, QueueFilter, QueueView, RequestRow, RequestState, RequestView, Requester,
    Standing, Step, StepNote, StopView,
};
use sekisho_app::visit::{SignedIn, Supporter, Visit};
use sekisho_engine::time::Seconds;

/// Requests as `Sample` has them.
pub struct Requests(pub Sample);

fn asked() -> Asked {
    Asked {
        email: "ichiro@example.org".to_owned(),
        name: "Ichiro Tanaka".to_owned(),
        company: "Tanaka & Sons <Holding>".to_owned(),
        phone: "+81 3-1234-5678".to_owned(),
        case_number: String::new(),
        summary: "New telephone.\nThe old one is at the bottom of the lake.".to_owned(),
    }
}

/// The state and the standing of the request of that number.
fn kind(id: i64) -> Option<(RequestState, Standing)> {
    let state = match id {
        1..=6 => RequestState::ALL[usize::try_from(id - 1).ok()?],
        7 | 8 => RequestState::InReview,
        _ => return None,
    };
    let standing = match id {
        7 => Standing::Own,
        8 => Standing::AdministratorsOnly,
        _ => Standing::MayDecide,
    };
    Some((state, standing))
}

fn steps(state: RequestState) -> Vec<Step> {
    let step = |days: i64, state, actor: Option<&str>, note| Step {
        at: sample::ago(Seconds::days(days)),
        state,
        actor: actor.map(ToOwned::to_owned),
        note,
    };
    let typed = |text: &str| StepNote::Typed(text.to_owned());
    let rosa = Some("Rosa Almeida");
    let way = [
        step(3, RequestState::Received, None, typed("")),
        step(2, RequestState::InReview, rosa, typed("")),
        step(
            1,
            RequestState::Approved,
            rosa,
            typed("Called back on the number of the contract.\nIt is him."),
        ),
    ];
    let last = match state {
        RequestState::Refused => Some(StepNote::AccountLocked),
        RequestState::Stopped | RequestState::Done => Some(typed("")),
        _ => None,
    };
    let before = RequestState::ALL.iter().position(|known| *known == state).unwrap_or_default() + 1;
    let last = last.map(|note| step(0, state, None, note));
    way.into_iter().take(before).chain(last).collect()
}

#[async_trait]
impl SupportPort for Requests {
    async fn ask(&self, _: &Visit, _: &Asked, _: bool) -> ApiResult<()> {
        Ok(())
    }

    async fn queue(&self, _: &Visit, _: &Supporter, filter: QueueFilter) -> ApiResult<QueueView> {
        if self.0 == Sample::Fresh {
            let offered = !filter.done;
            return Ok(QueueView { requests: Vec::new(), open: 0, done: 0, page: 1, offered });
        }
        let row = |id: i64| -> Option<RequestRow> {
            let (state, _) = kind(id).filter(|(state, _)| state.is_open() != filter.done)?;
            let Asked { name, email, company, .. } = asked();
            Some(RequestRow {
                id: RequestId(id),
                state,
                received: sample::ago(Seconds::days(3)),
                name,
                email,
                company,
                known: id != 1,
                effect: (state == RequestState::Approved).then(|| sample::ago(Seconds::hours(-24))),
            })
        };
        let requests = (1..=8).filter_map(row).collect();
        let (open, done) = if self.0 == Sample::Crowded { (1_210, 61) } else { (5, 3) };
        Ok(QueueView { requests, open, done, page: filter.page, offered: true })
    }

    async fn request(&self, _: &Visit, _: &Supporter, id: RequestId) -> ApiResult<RequestView> {
        let (state, standing) = kind(id.0).ok_or(Problem::NotFound)?;
        let row = sample::people().into_iter().find(|row| row.id == AccountId(if id.0 == 4 { 3 } else { 2 }));
        let requester = row.filter(|_| id.0 != 1).map(|row| Requester {
            row,
            since: sample::ago(Seconds::days(300)),
            recovery_left: 3,
            recent: if id.0 == 5 { Vec::new() } else { sample::log() },
        });
        let doubts = match id.0 {
            1 => vec![Doubt::NoAccount],
            3 => Vec::new(),
            4 => vec![Doubt::AccountLocked],
            _ => vec![Doubt::NameDiffers, Doubt::NothingToRemove, Doubt::UnknownPlace],
        };
        Ok(RequestView {
            id,
            state,
            received: sample::ago(Seconds::days(3)),
            address: (id.0 != 2).then(|| "203.0.113.77".parse().unwrap()),
            user_agent: sample::FIREFOX.to_owned(),
            asked: asked(),
            effect: (state == RequestState::Approved).then(|| sample::ago(Seconds::hours(-24))),
            steps: steps(state),
            needs_another: self.0 == Sample::Fresh,
            approvable: id.0 != 1,
            requester,
            doubts,
            standing,
            wait: if self.0 == Sample::Fresh { Seconds::ZERO } else { Seconds::hours(24) },
        })
    }

    async fn take(&self, _: &Visit, _: &Supporter, _: RequestId) -> ApiResult<()> {
        Ok(())
    }

    async fn approve(&self, _: &Visit, _: &Supporter, _: RequestId, _: &str) -> ApiResult<bool> {
        Ok(false)
    }

    async fn refuse(&self, _: &Visit, _: &Supporter, _: RequestId, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn open_stop_link(&self, _: &Visit, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn stop_view(&self, _: &Visit) -> ApiResult<StopView> {
        Ok(match self.0 {
            Sample::Protected => StopView::Waiting { effect: sample::ago(Seconds::hours(-24)) },
            Sample::Fresh => StopView::Stopped,
            Sample::Midway => StopView::Refused,
            Sample::Crowded => StopView::Done,
        })
    }

    async fn stop(&self, _: &Visit) -> ApiResult<()> {
        Ok(())
    }

    async fn own(&self, _: &Visit, _: &SignedIn) -> ApiResult<Option<OwnRequest>> {
        Ok(match self.0 {
            Sample::Midway => Some(OwnRequest { effect: Some(sample::ago(Seconds::hours(-24))) }),
            Sample::Crowded => Some(OwnRequest { effect: None }),
            Sample::Protected | Sample::Fresh => None,
        })
    }

    async fn stop_own(&self, _: &Visit, _: &SignedIn) -> ApiResult<()> {
        Ok(())
    }
}
