//! What the page of setting up an account says.

use crate::messages;

messages! {
    /// The words of setting up an account.
    pub enum SetupText in "setup" {
        FirstTitle = "first_title": "Set up the first administrator", "最初の管理者の設定";
        FirstWhat = "first_what": "This portal has no account yet. The one you make here looks after all others.", "このポータルにはまだアカウントがありません。ここで作成するアカウントが、ほかのすべてのアカウントを管理します。";
        InvitedTitle = "invited_title": "Welcome, {name}", "{name} さん、ようこそ";
        InvitedWhat = "invited_what": "An account was made for {email}. Choose a password and it is yours.", "{email} のアカウントが作成されました。パスワードを設定すると利用できます。";
        Email = "email": "Email address", "メールアドレス";
        EmailWhy = "email_why": "You sign in with it, and codes and notices go there.", "サインインに使用し、コードや通知の送信先にもなります。";
        Name = "name": "Name", "氏名";
        Password = "password": "Password", "パスワード";
        FirstSubmit = "first_submit": "Create the account", "アカウントを作成する";
        InvitedSubmit = "invited_submit": "Set password", "パスワードを設定する";
    }
}
