namespace DelistTools.Mail;

/// <summary>
/// Folders by their names, for servers that do not say what a folder is for (RFC 6154). The whole name counts: a folder about
/// spam is not one for spam.
/// </summary>
internal static class FolderNames
{
    private static readonly BoundedRegex Junk = new(
        @"^(?:junk|junk[- ]?(?:e-?)?mail|spam|spam[- ]?(?:mail|box|verdacht|ordner|folder)|spamverdacht|\[?spam\]?|probably[- ]?spam|bulk|bulk[- ]?mail|quarant(?:ine|\u00e4ne)"
        + @"|unerw\u00fcnscht(?:e (?:e-?mails?|nachrichten|werbung|post))?|werbung|courrier ind\u00e9sirable|ind\u00e9sirables|pourriels?|correo (?:no deseado|basura)|no deseado"
        + @"|posta indesiderata|indesiderata|ongewenste (?:e-?mail|reclame)|lixo(?: eletr\u00f4nico)?|correio (?:n\u00e3o solicitado|electr\u00f3nico n\u00e3o solicitado)"
        + @"|skr\u00e4ppost|u\u00f8nsket(?: e-?(?:post|mail))?|s\u00f8ppelpost|roskaposti|wiadomo\u015bci-\u015bmieci|niechciane|nevy\u017e\u00e1dan\u00e1 po\u0161ta|lev\u00e9lszem\u00e9t|gereksiz(?: e-?posta)?"
        + @"|спам|нежелательная почта|небажана пошта|垃圾邮件|垃圾郵件|迷惑メール|스팸(?:메일함)?|정크 메일)$");

    private static readonly BoundedRegex Sent = new(
        @"^(?:sent|sent[- ]?(?:items|mail|messages)|gesendet(?:e (?:elemente|objekte|nachrichten))?|drafts?|entw\u00fcrfe|outbox|postausgang|templates|vorlagen"
        + @"|\u00e9l\u00e9ments envoy\u00e9s|envoy\u00e9s|messages envoy\u00e9s|brouillons|enviados|elementos enviados|borradores|inviati|posta inviata|bozze|verzonden(?: items)?|concepten"
        + @"|отправленные|черновики|已发送|已发送邮件|草稿箱|送信済み(?:メール)?|下書き)$");

    private static readonly BoundedRegex Trash = new(
        @"^(?:trash|deleted(?: (?:items|messages))?|papierkorb|gel\u00f6scht(?:e (?:elemente|objekte|nachrichten))?|corbeille|\u00e9l\u00e9ments supprim\u00e9s|papelera|elementos eliminados|cestino|prullenbak|корзина|已删除|已删除邮件|ゴミ箱)$");

    internal static FolderRole RoleOf(string name) =>
        Junk.IsMatch(name) ? FolderRole.Junk
        : Sent.IsMatch(name) ? FolderRole.NoArrival
        : Trash.IsMatch(name) ? FolderRole.Trash
        : FolderRole.Other;
}
