using System;
using System.Security.Cryptography;
using System.Text;

namespace DelistTools.Reporting;

/// <summary>How the page looks: on a screen by day and by night, on a telephone, on paper.</summary>
internal static class HtmlStyle
{
    internal static readonly string Text = """

        :root{color-scheme:light dark;--bg:#fff;--text:#1b1f24;--soft:#535b64;--line:#d4d8dd;--face:#f5f6f8;--link:#0a4fa3;
        --bad:#9b1115;--bad-face:#fcebeb;--warning:#734600;--warning-face:#fcf2dc;--unknown:#46398c;--unknown-face:#eeecfb;--good:#0e5735;--good-face:#e5f3eb}
        @media screen and (prefers-color-scheme:dark){:root{--bg:#14171a;--text:#e7eaed;--soft:#a9b1ba;--line:#394047;--face:#1d2125;--link:#8fbcff;
        --bad:#ffb4af;--bad-face:#3c1a1c;--warning:#ffd68f;--warning-face:#382a0e;--unknown:#cfc7ff;--unknown-face:#292547;--good:#9fe0bb;--good-face:#123120}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--bg);color:var(--text);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;overflow-wrap:anywhere}
        header,main,footer{max-width:72rem;margin:0 auto;padding:0 1.25rem}
        header{padding-top:2rem}
        main{padding-bottom:1rem}
        footer{padding-bottom:3rem}
        h1,h2,h3,h4{line-height:1.25;margin:0;font-weight:650}
        h1{font-size:1.75rem}
        h2{font-size:1.35rem;margin-top:2.75rem;padding-top:1.1rem;border-top:2px solid var(--text)}
        h3{font-size:1.1rem}
        h4{font-size:1rem}
        p{margin:.5rem 0;max-width:46rem}
        a{color:var(--link);text-underline-offset:.15em}
        a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
        .soft{color:var(--soft)}
        .skip{position:absolute;left:-99rem}
        .skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5rem 1rem;z-index:1}
        .lead{font-size:1.15rem;line-height:1.5}
        nav ul{list-style:none;margin:1rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.35rem 1.25rem}
        .more{margin:.75rem 0;padding-left:1.2rem;max-width:46rem}
        .more li{margin:.3rem 0}
        .counts{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.75rem;margin:1.25rem 0;padding:0}
        .counts div{border:1px solid var(--line);border-radius:6px;padding:.6rem .9rem;display:flex;flex-direction:column-reverse;justify-content:flex-end}
        .counts dt{color:var(--soft);font-size:.9rem}
        .counts dd{margin:0;font-size:1.6rem;font-weight:650;line-height:1.2;font-variant-numeric:tabular-nums}
        .s{display:inline-block;padding:.05rem .5rem;border-radius:4px;background:var(--face);font-size:.875rem;font-weight:600;white-space:nowrap}
        td .s{white-space:normal;overflow-wrap:break-word}
        .s::before{margin-right:.4em;font-size:.8em}
        .bad{color:var(--bad)}.warning{color:var(--warning)}.unknown{color:var(--unknown)}.good{color:var(--good)}
        .s.bad{background:var(--bad-face)}.s.warning{background:var(--warning-face)}.s.unknown{background:var(--unknown-face)}.s.good{background:var(--good-face)}
        .bad::before{content:"\25A0"}.warning::before{content:"\25B2"}.unknown::before{content:"?"}.good::before{content:"\25CF"}
        .counts .bad::before,.counts .warning::before,.counts .unknown::before,.counts .good::before{font-size:.6em;margin-right:.4em;vertical-align:.2em}
        .entry{margin-top:1.75rem}
        .head{display:flex;flex-wrap:wrap;gap:.3rem .75rem;align-items:baseline}
        .note{border-left:4px solid var(--warning);padding:.1rem 0 .1rem .8rem}
        table{border-collapse:collapse;width:100%;margin:1rem 0;font-size:.925rem}
        caption{text-align:left;font-weight:650;padding:.3rem 0}
        th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line);min-width:5.75rem}
        th{font-weight:600}
        thead th{color:var(--soft);font-weight:600;font-size:.85rem;white-space:nowrap}
        .t3 th:first-child{width:28%}.t3 td:nth-child(2){width:11rem}
        dl.facts{display:grid;grid-template-columns:fit-content(33%) minmax(0,1fr);gap:.3rem 1.25rem;margin:.9rem 0;max-width:60rem}
        dl.facts dt{color:var(--soft);min-width:9rem}
        dl.facts dd{margin:0;min-width:0}
        ol.steps{list-style:none;margin:1rem 0;padding:0}
        ol.steps>li{border:1px solid var(--line);border-radius:6px;padding:.8rem 1rem;margin:.6rem 0}
        ol.steps>li.over{border-style:dashed}
        .sub{font-weight:600;margin-top:.8rem}
        details{margin:.75rem 0;border:1px solid var(--line);border-radius:6px;padding:0 .9rem}
        summary{cursor:pointer;padding:.5rem 0;font-weight:600}
        pre{font:.85rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--face);border-radius:4px;padding:.75rem .9rem;margin:.5rem 0 .9rem}
        .ask td:nth-child(2){min-width:8rem}
        .ask td,.ask tbody th{font:.85rem/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
        figure{margin:1.25rem 0 0}
        figure>svg{display:block;width:100%;height:84px;overflow:visible;fill:currentColor;font-size:.8rem}
        svg .axis{stroke:var(--line);stroke-width:3}
        svg .own{fill:var(--link)}svg .operator{fill:var(--warning)}svg .seen{fill:var(--unknown)}svg .several{fill:var(--bg);stroke:currentColor;stroke-width:3}
        svg .n{text-anchor:middle;font-weight:600}
        svg .end{text-anchor:end}
        .vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        @media (max-width:48rem){
        header{padding-top:1.25rem}
        h1{font-size:1.45rem}
        .counts{grid-template-columns:1fr 1fr;gap:.5rem}
        thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        table,tbody,tr,th,td,caption{display:block;width:100%}
        tr{border-bottom:1px solid var(--line);padding:.5rem 0}
        th,td,.t3 th:first-child,.t3 td:nth-child(2){border:0;padding:.1rem 0;width:100%}
        td[data-l]::before{content:attr(data-l) ": ";color:var(--soft)}
        dl.facts{grid-template-columns:1fr;gap:0}
        dl.facts dd{margin:0 0 .5rem}
        }
        @page{size:A4;margin:16mm 14mm}
        @media print{
        :root{color-scheme:light}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        html{font-size:10pt}
        header,main,footer{max-width:none;padding:0}
        nav,.skip{display:none}
        h2,h2+p,h3,h4,caption,thead,summary,.head,.head+p,.sub{break-after:avoid}
        tbody>tr:first-child{break-before:avoid}
        tr,.counts,figure,svg,h2+p,.head+p,dl.facts>*{break-inside:avoid}
        thead{display:table-header-group}
        p{orphans:3;widows:3}
        details::details-content{display:block;height:auto;content-visibility:visible}
        a.x::after{content:" (" attr(href) ")";font-size:.85em}
        a{text-decoration:none;color:inherit}
        }

        """.Replace("\r\n", "\n");

    /// <summary>What the page's policy allows: this text and no other (CSP level 3, section 6.7.3).</summary>
    internal static string Hash()
    {
        byte[] text = Encoding.UTF8.GetBytes(Text);
#if NET
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(text));
#else
        using SHA256 sha = SHA256.Create();
        return "sha256-" + Convert.ToBase64String(sha.ComputeHash(text));
#endif
    }
}
