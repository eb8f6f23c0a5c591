//! What is wrong with a rule, in words: one message for each kind of error that the engine tells apart.

use crate::i18n::Words;
use sekisho_engine::address::AddressErrorKind;
use sekisho_engine::allowlist::{Entry, LineError, RuleError, RuleErrorKind};

crate::messages! {
    /// What is wrong with a rule.
    pub enum RuleErrorText in "rule_error" {
        Empty = "empty": "Enter an address or a range.", "IP アドレスまたは範囲を入力してください。";
        TooLong = "too_long": "This is longer than any rule can be.", "ルールとして長すぎます。";
        SeveralRules = "several_rules": "One rule at a time, please: add the others after it.", "ルールは 1 つずつ追加してください。";
        Range = "range": "A range from one address to another is written as address/length.", "「開始アドレス－終了アドレス」の形は使えません。「アドレス/長さ」の形で入力してください。";
        Wildcard = "wildcard": "Wildcards are not used here: write the range as address/length.", "ワイルドカードは使えません。範囲は「アドレス/長さ」の形で入力してください。";
        Name = "name": "This is a name. A rule needs the address itself.", "これは名前です。IP アドレスそのものを入力してください。";
        Url = "url": "This is a web address. A rule needs an IP address only.", "これは URL です。IP アドレスだけを入力してください。";
        Port = "port": "A rule has no port: leave it out.", "ポート番号は不要です。取り除いてください。";
        Brackets = "brackets": "Leave out the brackets.", "括弧を取り除いてください。";
        Mapped = "mapped": "This is an IPv4 address in IPv6 clothing. Write the IPv4 address.", "IPv4 アドレスを IPv6 の形で書いたものです。IPv4 アドレスで入力してください。";
        MaskMissing = "mask_missing": "Something is missing after the slash: a length such as 24, or a mask.", "「/」の後に、長さ（例：24）またはマスクを入力してください。";
        MaskUnreadable = "mask_unreadable": "After the slash belongs a length such as 24, or a mask such as 255.255.255.0.", "「/」の後には、長さ（例：24）またはマスク（例：255.255.255.0）を入力してください。";
        LengthLeadingZero = "length_leading_zero": "A length does not start with 0.", "長さの先頭に 0 は付けられません。";
        PrefixTooLong = "prefix_too_long": "The length is too large: at most 32 for IPv4 and 128 for IPv6.", "長さが大きすぎます。IPv4 では 32、IPv6 では 128 までです。";
        MaskFamilyMismatch = "mask_family_mismatch": "The mask does not fit the address. For IPv6, write a length such as /64.", "マスクがアドレスの種類と合いません。IPv6 では長さ（例：/64）を入力してください。";
        NonContiguousMask = "non_contiguous_mask": "This is not a mask: its one bits must all be at the beginning, as in 255.255.255.0.", "マスクとして正しくありません。255.255.255.0 のように、先頭から連続したビットが必要です。";
        InverseMask = "inverse_mask": "This mask is upside down: write 255.255.255.0, not 0.0.0.255.", "マスクのビットが逆になっています。0.0.0.255 ではなく 255.255.255.0 のように入力してください。";
        SecondMask = "second_mask": "Only one length or mask may follow the address.", "「/」の後に指定できる長さまたはマスクは 1 つだけです。";

        Rest = "rest": "After the rule, only “until” with a day, and a note after “#”, may follow.", "ルールの後に書けるのは、「until 日付」と「# メモ」だけです。";
        Day = "day": "“until” needs a day of the calendar, such as 2027-03-31.", "「until」の後には、2027-03-31 のような日付が必要です。";
        NoteTooLong = "note_too_long": "A note or comment has at most {max} characters.", "メモやコメントは {max} 文字以内で入力してください。";
        Control = "control": "The note holds characters that can’t be seen. Type it by hand.", "メモに表示できない文字が含まれています。手入力で入力し直してください。";
        Duplicate = "duplicate": "The rule stands on line {line} already.", "このルールはすでに {line} 行目にあります。";

        Missing = "missing": "The address is missing.", "IP アドレスがありません。";
        AddressTooLong = "address_too_long": "This is longer than any address.", "IP アドレスとして長すぎます。";
        NotAscii = "not_ascii": "Please use half-width characters: digits, dots and colons.", "全角文字は使えません。半角の数字・ピリオド・コロンで入力してください。";
        Whitespace = "whitespace": "There is a space inside the address.", "アドレスの途中に空白があります。";
        Zone = "zone": "Leave out the zone, from % on: it means something on one machine only.", "「%」以降のゾーンは、その機器の中でしか意味を持ちません。取り除いてください。";
        NotAnAddress = "not_an_address": "This is not an IPv4 or IPv6 address.", "IPv4 アドレスでも IPv6 アドレスでもありません。";
        MissingOctet = "missing_octet": "A number is missing beside the dot.", "ピリオドの前後に数字がありません。";
        NotDecimal = "not_decimal": "An IPv4 address has decimal numbers only.", "IPv4 アドレスには 10 進数だけを使えます。";
        LeadingZero = "leading_zero": "A number does not start with 0: some programs would read it as another number.", "数字の先頭に 0 は付けられません。プログラムによって別の数と解釈されるためです。";
        OctetTooLarge = "octet_too_large": "Each number of an IPv4 address is at most 255.", "IPv4 アドレスの各数字は 255 までです。";
        TooFewOctets = "too_few_octets": "An IPv4 address has four numbers; some are missing.", "IPv4 アドレスには 4 つの数字が必要です。";
        TooManyOctets = "too_many_octets": "An IPv4 address has only four numbers.", "IPv4 アドレスの数字は 4 つまでです。";
        NotHex = "not_hex": "A group of an IPv6 address has the digits 0 to 9 and letters a to f only.", "IPv6 アドレスに使えるのは、0～9 の数字と a～f の英字だけです。";
        GroupTooLong = "group_too_long": "A group of an IPv6 address has at most four digits.", "IPv6 アドレスの各グループは 4 桁までです。";
        MissingGroup = "missing_group": "A group is missing beside the colon.", "コロンの前後に値がありません。";
        SecondGap = "second_gap": "“::” may stand only once.", "「::」を使えるのは 1 か所だけです。";
        TooFewGroups = "too_few_groups": "An IPv6 address has eight groups; “::” stands for those left out.", "IPv6 アドレスには 8 つのグループが必要です。省略する場合は「::」を使います。";
        TooManyGroups = "too_many_groups": "An IPv6 address has at most eight groups.", "IPv6 アドレスのグループは 8 つまでです。";
    }
}

/// What is wrong with a rule, as one sentence.
#[must_use]
pub fn rule_error(words: &Words, error: &RuleError) -> String {
    words.text(message(error.kind())).into_owned()
}

/// What is wrong with a line of a list, as one sentence.
#[must_use]
pub fn line_error(words: &Words, error: &LineError) -> String {
    match error {
        LineError::Rule(error) => rule_error(words, error),
        LineError::Rest => words.text(RuleErrorText::Rest).into_owned(),
        LineError::Day => words.text(RuleErrorText::Day).into_owned(),
        LineError::NoteTooLong => {
            words.fill(RuleErrorText::NoteTooLong, &[("max", &Entry::NOTE_MAX.to_string())])
        }
        LineError::Control => words.text(RuleErrorText::Control).into_owned(),
        LineError::Duplicate(line) => words.fill(RuleErrorText::Duplicate, &[("line", &line.to_string())]),
    }
}

const fn message(kind: RuleErrorKind) -> RuleErrorText {
    match kind {
        RuleErrorKind::Empty => RuleErrorText::Empty,
        RuleErrorKind::TooLong => RuleErrorText::TooLong,
        RuleErrorKind::SeveralRules => RuleErrorText::SeveralRules,
        RuleErrorKind::Range => RuleErrorText::Range,
        RuleErrorKind::Wildcard => RuleErrorText::Wildcard,
        RuleErrorKind::Name => RuleErrorText::Name,
        RuleErrorKind::Url => RuleErrorText::Url,
        RuleErrorKind::Port => RuleErrorText::Port,
        RuleErrorKind::Brackets => RuleErrorText::Brackets,
        RuleErrorKind::Mapped => RuleErrorText::Mapped,
        RuleErrorKind::Address(kind) => address_message(kind),
        RuleErrorKind::MaskMissing => RuleErrorText::MaskMissing,
        RuleErrorKind::MaskUnreadable => RuleErrorText::MaskUnreadable,
        RuleErrorKind::LengthLeadingZero => RuleErrorText::LengthLeadingZero,
        RuleErrorKind::PrefixTooLong => RuleErrorText::PrefixTooLong,
        RuleErrorKind::MaskFamilyMismatch => RuleErrorText::MaskFamilyMismatch,
        RuleErrorKind::NonContiguousMask => RuleErrorText::NonContiguousMask,
        RuleErrorKind::InverseMask => RuleErrorText::InverseMask,
        RuleErrorKind::SecondMask => RuleErrorText::SecondMask,
    }
}

const fn address_message(kind: AddressErrorKind) -> RuleErrorText {
    match kind {
        AddressErrorKind::Missing => RuleErrorText::Missing,
        AddressErrorKind::TooLong => RuleErrorText::AddressTooLong,
        AddressErrorKind::NotAscii => RuleErrorText::NotAscii,
        AddressErrorKind::Whitespace => RuleErrorText::Whitespace,
        AddressErrorKind::Zone => RuleErrorText::Zone,
        AddressErrorKind::NotAnAddress => RuleErrorText::NotAnAddress,
        AddressErrorKind::MissingOctet => RuleErrorText::MissingOctet,
        AddressErrorKind::NotDecimal => RuleErrorText::NotDecimal,
        AddressErrorKind::LeadingZero => RuleErrorText::LeadingZero,
        AddressErrorKind::OctetTooLarge => RuleErrorText::OctetTooLarge,
        AddressErrorKind::TooFewOctets => RuleErrorText::TooFewOctets,
        AddressErrorKind::TooManyOctets => RuleErrorText::TooManyOctets,
        AddressErrorKind::NotHex => RuleErrorText::NotHex,
        AddressErrorKind::GroupTooLong => RuleErrorText::GroupTooLong,
        AddressErrorKind::MissingGroup => RuleErrorText::MissingGroup,
        AddressErrorKind::SecondGap => RuleErrorText::SecondGap,
        AddressErrorKind::TooFewGroups => RuleErrorText::TooFewGroups,
        AddressErrorKind::TooManyGroups => RuleErrorText::TooManyGroups,
    }
}
