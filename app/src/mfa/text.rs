//! What the card about second factors says.

crate::messages! {
    /// Messages of the card.
    pub enum MfaText in "mfa" {
        SectionWhat = "section_what": "A code from your phone or mailbox, besides the password, each time you sign in.", "サインインのたびに、パスワードに加えてスマートフォンやメールのコードで確認します。";
        On = "on": "On", "有効";
        Off = "off": "Off", "無効";
        Enable = "enable": "Set up", "設定する";
        Disable = "disable": "Switch off", "無効にする";
        DisableConsequence = "disable_consequence": "From then on your password alone opens this account, and your recovery codes stop working.", "以後はパスワードだけでサインインできるようになり、リカバリーコードも使えなくなります。";
        DisableSubmit = "disable_submit": "Switch off now", "無効にする";
        Use = "use": "Use multi-factor authentication", "多要素認証の使用設定";
        UseWhat = "use_what": "Switched off, your methods stay set up for when you switch it on again.", "オフにしても設定済みの方法は残り、オンに戻せばそのまま使えます。";
        Yes = "yes": "Yes", "使用する";
        YesWhat = "yes_what": "You confirm with a code when you sign in, wherever your organisation asks for one.", "組織が求める場所からのサインイン時に、コードで確認します。";
        No = "no": "No", "使用しない";
        NoWhat = "no_what": "Your password alone opens this account. Your other sessions end, and you are told by email.", "パスワードだけでサインインできるようになります。ほかのセッションは終了し、メールでお知らせします。";
        SwitchSubmit = "switch_submit": "Change", "変更";
        AlwaysOn = "always_on": "Administrators and supporters always use multi-factor authentication.", "管理者とサポート担当者は常に多要素認証を使用します。";
        NoMethodTitle = "no_method_title": "No method is set up yet", "まだ方法が設定されていません";
        NoMethodWhat = "no_method_what": "Set one up below now; otherwise you are asked to the next time you sign in.", "下の一覧から設定してください。設定しない場合は、次回のサインイン時に設定します。";
        SwitchConsequence = "switch_consequence": "From then on your password alone opens this account. Your methods stay set up.", "以後はパスワードだけでサインインできるようになります。設定済みの方法は残ります。";
        Manage = "manage": "All methods and recovery codes", "すべての方法とリカバリーコード";
    }
}
