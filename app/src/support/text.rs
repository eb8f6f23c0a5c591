//! What the pages about requests to support say.

use crate::messages;

messages! {
    /// What whoever asks is told.
    pub enum SupportText in "support" {
        Title = "title": "Ask support to remove multi-factor authentication", "多要素認証の解除依頼";
        What = "what": "For whoever has lost the device with the authenticator app, and the recovery codes. Support makes sure that it is you before anything changes.", "認証に使う端末もリカバリーコードも利用できない方のためのお手続きです。サポート担当者がご本人であることを確認するまで、設定は変わりません。";
        Email = "email": "Email address", "メールアドレス";
        EmailHint = "email_hint": "The one that you sign in with.", "サインインに使用しているアドレスを入力してください。";
        Name = "name": "Full name", "氏名（フルネーム）";
        Company = "company": "Company", "会社名";
        Phone = "phone": "Phone number", "電話番号";
        CaseNumber = "case_number": "Case number", "ケース番号";
        CaseNumberHint = "case_number_hint": "If you have an open case with support.", "現在継続中のケースがある場合に入力してください。";
        Summary = "summary": "Summary", "お問い合わせ内容の概要";
        SummaryHint = "summary_hint": "What the case is about, or what support should know. No passwords, please.", "現在継続中のケースの内容など、サポートに伝えたいことを入力してください。パスワードは入力しないでください。";
        RiskTitle = "risk_title": "What you should know first", "解除に伴うリスク";
        Risk = "risk": "Without multi-factor authentication, the password alone opens your account: whoever learns it can sign in as you. Set it up again as soon as you are back in.", "多要素認証を解除すると、パスワードだけでサインインできる状態になり、パスワードを知られた場合に不正に利用されるおそれがあります。サインインできるようになりましたら、すぐに設定し直してください。";
        Acknowledge = "acknowledge": "I understand this risk and ask for the removal.", "上記のリスクを理解したうえで、解除を依頼します。";
        Send = "send": "Send the request", "依頼を送信する";
        BackToSignIn = "back_to_sign_in": "Back to sign-in", "サインインに戻る";
        SentTitle = "sent_title": "Your request was sent", "依頼を送信しました";
        SentWhat = "sent_what": "If there is an account with that address, this is what happens next.", "入力されたアドレスのアカウントがある場合は、次のように進みます。";
        SentNotice = "sent_notice": "Every email address of the account gets a notice of this request.", "アカウントに登録されているすべてのメールアドレスに、依頼を受け付けたことをお知らせします。";
        SentReview = "sent_review": "Support compares what you wrote with the account, and may call you.", "サポート担当者が内容を確認します。お電話で確認する場合があります。";
        SentWait = "sent_wait": "If it is approved, you get a notice with the time at which it takes effect, {time} later. Until then it can be stopped.", "承認された場合は、解除される日時（承認の{time}後）をお知らせします。それまでは中止できます。";
        SentAtOnce = "sent_at_once": "If it is approved, it takes effect at once, and you get a notice.", "承認された場合は、すぐに解除し、メールでお知らせします。";
        SentDone = "sent_done": "Then you sign in with your password, and set up multi-factor authentication again.", "解除後は、パスワードでサインインし、多要素認証を設定し直してください。";
        SentAgain = "sent_again": "Sending it again doesn’t make it faster: a second request is joined to the first.", "再度送信しても、対応が早くなることはありません。2 件目以降の依頼は、最初の依頼とあわせて扱います。";

        StopTitle = "stop_title": "Stop the removal?", "解除を中止しますか？";
        StopWhat = "stop_what": "Support approved a request to remove multi-factor authentication from your account. It takes effect on {when}.", "サポートが、お客様のアカウントの多要素認証の解除依頼を承認しました。{when} に解除されます。";
        StopWhy = "stop_why": "If you did not ask for it, or no longer need it, stop it now. Nothing changes on your account then.", "お心当たりがない場合、または解除が不要になった場合は、中止してください。アカウントの設定は変わりません。";
        Stop = "stop": "Stop it", "中止する";
        StoppedTitle = "stopped_title": "The removal was stopped", "解除を中止しました";
        StoppedWhat = "stopped_what": "Nothing has changed: your second factors stay as they are.", "多要素認証の設定は変わっていません。";
        StoppedNext = "stopped_next": "If you did not ask for the removal, somebody else may know your address and name. Sign in, look into History, and change your password if you see anything that wasn’t you.", "解除の依頼にお心当たりがない場合は、サインインして履歴をご確認ください。ご自身のものではない操作があれば、パスワードを変更してください。";
        RefusedTitle = "refused_title": "The request was refused already", "依頼はすでに却下されています";
        RefusedWhat = "refused_what": "There is nothing to stop: your second factors stay as they are.", "中止する必要はありません。多要素認証の設定は変わっていません。";
        RefusedNext = "refused_next": "You can sign in as before.", "これまでどおりサインインできます。";
        DoneTitle = "done_title": "It is too late to stop this", "中止できる期間を過ぎています";
        DoneWhat = "done_what": "The removal has taken effect: the account’s second factors are removed, and its sessions were ended.", "解除が完了し、アカウントの多要素認証は解除されました。セッションもすべて終了しています。";
        DoneNext = "done_next": "Sign in and set up multi-factor authentication again. If you did not ask for the removal, change your password at once and tell support.", "サインインして、多要素認証を設定し直してください。解除の依頼にお心当たりがない場合は、すぐにパスワードを変更し、サポートにご連絡ください。";
        ToSignIn = "to_sign_in": "Go to sign-in", "サインインへ";

        OwnTitle = "own_title": "Support was asked to remove your second factors", "多要素認証の解除が依頼されています";
        OwnOpen = "own_open": "Support looks into it, and nothing has changed so far. If you did not ask for it, or no longer need it, stop it.", "サポートが確認しています。設定はまだ変わっていません。お心当たりがない場合、または解除が不要になった場合は、中止してください。";
        OwnApproved = "own_approved": "Support approved it. It takes effect on {when}. If you did not ask for it, or no longer need it, stop it.", "サポートが承認しました。{when} に解除されます。お心当たりがない場合、または解除が不要になった場合は、中止してください。";
    }
}

messages! {
    /// What support and administrators are told.
    pub enum RequestText in "request" {
        Intro = "intro": "Who asks to have their second factors removed. Make sure that it is really them before you approve: call back on a number that you know.", "多要素認証の解除依頼の一覧です。承認する前に、登録済みの電話番号にかけ直すなどして、必ずご本人であることを確認してください。";
        Open = "open": "Open", "対応中";
        Over = "over": "Done", "完了";
        Kinds = "kinds": "Open or done", "対応状況";
        NoneOpen = "none_open": "No open requests", "対応中の依頼はありません";
        NoneOpenWhat = "none_open_what": "New requests appear here, the oldest first.", "新しい依頼は、受け付けた順にここに表示されます。";
        NotOffered = "not_offered": "The form for requests is switched off: policy.support_requests.offered.", "依頼フォームは無効になっています（policy.support_requests.offered）。";
        NoneDone = "none_done": "Nothing is done yet", "完了した依頼はありません";
        NoneDoneWhat = "none_done_what": "Requests that were refused, stopped or carried out appear here.", "却下・中止・解除された依頼がここに表示されます。";
        ColumnWho = "column_who": "Who asks", "依頼者";
        ColumnCompany = "column_company": "Company", "会社名";
        ColumnReceived = "column_received": "Received", "受付日時";
        ColumnState = "column_state": "State", "状態";
        NoAccount = "no_account": "No such account", "該当するアカウントなし";
        PageOf = "page_of": "Page {page} of {pages}", "{page} / {pages} ページ";
        StateReceived = "state_received": "Received", "受付済み";
        StateInReview = "state_in_review": "In review", "確認中";
        StateApproved = "state_approved": "Approved", "承認済み";
        StateRefused = "state_refused": "Refused", "却下";
        StateStopped = "state_stopped": "Stopped", "中止";
        StateDone = "state_done": "Removed", "解除済み";
        Effect = "effect": "Takes effect on", "解除予定日時";

        Title = "title": "Request of {name}", "{name} さんの依頼";
        Back = "back": "Requests", "依頼";
        AskedTitle = "asked_title": "What was asked", "依頼の内容";
        AskedWhat = "asked_what": "As it was typed into the public form. Nothing of it is proved.", "公開フォームに入力された内容です。内容の真偽は確認されていません。";
        From = "from": "Sent from", "送信元";
        UnknownAddress = "unknown_address": "Address unknown", "アドレス不明";
        NotGiven = "not_given": "Not given", "記入なし";
        RecordTitle = "record_title": "The account’s record", "アカウントの登録内容";
        RecordNone = "record_none": "No account has this address, so there is nothing to compare with. The request can only be refused.", "このアドレスのアカウントは存在しません。この依頼は却下することしかできません。";
        RecordMore = "record_more": "Open the account", "アカウントを開く";
        RecordName = "record_name": "Name", "名前";
        RecordLocked = "record_locked": "Locked", "ロック中";
        RecentTitle = "recent_title": "Recent sign-ins", "最近のサインイン";
        RecentNone = "recent_none": "No sign-ins in the history.", "サインインの記録はありません。";
        DoubtsTitle = "doubts_title": "What doesn’t fit", "一致しない点";
        DoubtNoAccount = "doubt_no_account": "There is no account with this email address.", "このメールアドレスのアカウントは存在しません。";
        DoubtName = "doubt_name": "The account is called otherwise.", "氏名がアカウントの名前と異なります。";
        DoubtLocked = "doubt_locked": "The account is locked: unlock it first, or refuse.", "アカウントがロックされています。先にロックを解除するか、依頼を却下してください。";
        DoubtNothing = "doubt_nothing": "The account has no second factor: there is nothing to remove.", "アカウントに多要素認証が設定されていないため、解除するものがありません。";
        DoubtPlace = "doubt_place": "The request came from an address that the account has not signed in from in the last 30 days.", "過去 30 日間にサインインの記録がない IP アドレスから送信されています。";

        StepsTitle = "steps_title": "What was done", "対応の経過";
        ByRequester = "by_requester": "By whoever filled in the form", "依頼フォームから送信";
        ByPerson = "by_person": "By the person", "本人による操作";
        ByPortal = "by_portal": "By the portal", "ポータルによる処理";
        By = "by": "By {who}", "{who} による操作";
        LockedMeanwhile = "locked_meanwhile": "It did not take effect: the account had been locked in the meantime.", "承認後にアカウントがロックされたため、解除を行いませんでした。";
        AdministratorMeanwhile = "administrator_meanwhile": "It did not take effect: the account had become an administrator’s in the meantime.", "承認後にアカウントが管理者になったため、解除を行いませんでした。";

        DecideTitle = "decide_title": "What you can do", "操作";
        Own = "own": "This is about your own account. Somebody else has to decide.", "ご自身のアカウントに関する依頼です。ほかの担当者に依頼してください。";
        AnotherApproves = "another_approves": "You look into this request, so somebody else has to approve it. You can refuse it yourself.", "この依頼はあなたが確認しているため、承認は別の担当者が行います。却下はあなたでも行えます。";
        AdministratorsOnly = "administrators_only": "This is about an administrator’s account. Only another administrator may decide.", "管理者のアカウントに関する依頼です。ほかの管理者のみが対応できます。";
        TakeAbout = "take_about": "Say that you look into it, so that nobody else does the same.", "担当を引き受けたことを記録します。ほかの担当者との重複を防げます。";
        Take = "take": "Take into review", "確認を開始する";
        ApproveAbout = "approve_about": "You have made sure who asks. The person is told at every address of theirs, with a link that stops it.", "ご本人であることを確認できた場合に承認します。本人のすべてのメールアドレスに、中止用のリンクを添えて通知されます。";
        Approve = "approve": "Approve", "承認する";
        ApproveQuestion = "approve_question": "In {time}, all second factors of {name} are removed and all their sessions end, unless they stop it. From then on the password alone may be enough to sign in.", "中止されなければ、{time}後に {name} さんの多要素認証がすべて解除され、セッションも終了します。その後は、パスワードだけでサインインできる場合があります。";
        ApproveQuestionAtOnce = "approve_question_at_once": "All second factors of {name} are removed at once, and all their sessions end. From then on the password alone may be enough to sign in.", "{name} さんの多要素認証がすぐにすべて解除され、セッションも終了します。その後は、パスワードだけでサインインできる場合があります。";
        ApproveSubmit = "approve_submit": "Approve the removal", "解除を承認する";
        RefuseAbout = "refuse_about": "It isn’t them, or you can’t make sure of it.", "ご本人ではない場合、または確認できない場合に却下します。";
        RefuseApprovedAbout = "refuse_approved_about": "You have second thoughts: as long as it has not taken effect, it can be called off.", "解除されるまでの間は、承認を取り消すことができます。";
        Refuse = "refuse": "Refuse", "却下する";
        RefuseQuestion = "refuse_question": "Nothing changes on the account. If there is one, its owner is told by email.", "アカウントの設定は変わりません。アカウントがある場合は、本人にメールで通知されます。";
        RefuseSubmit = "refuse_submit": "Refuse the request", "依頼を却下する";
        Note = "note": "Note", "メモ";
        NoteHint = "note_hint": "How you made sure, for example. Support and administrators see it.", "確認方法などを記録してください。サポート担当者と管理者に表示されます。";
    }
}
