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
        Manage = "manage": "All methods and recovery codes", "すべての方法とリカバリーコード";
    }
}
