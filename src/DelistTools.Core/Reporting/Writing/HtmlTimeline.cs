using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace DelistTools.Reporting;

/// <summary>
/// A history as a picture: a line of time with a shape for each moment, by whose doing it was. Places are in per cent, so that
/// the picture fits any width and its letters keep their size. The table below it says the same in words.
/// </summary>
internal static class HtmlTimeline
{
    /// <summary>What is nearer than that is one shape: on a telephone two would lie on one another.</summary>
    private const double Nearest = 9;

    /// <summary>The width of a figure in bold on a telephone, with a gap to the next number.</summary>
    private const double Figure = 2.8;

    private const double Left = 4;

    private const double Right = 96;

    /// <summary>The picture; empty where there is only one time.</summary>
    internal static string Of(ReportTimeline timeline)
    {
        if (timeline.Moments.Count < 2)
        {
            return "";
        }

        DateTime from = timeline.Moments.Min(m => m.At);
        DateTime to = timeline.Moments.Max(m => m.At);
        if (from == to)
        {
            return "";
        }

        StringBuilder svg = new("<figure><svg role=\"img\" aria-label=\"");
        svg.Append(HtmlText.Escape(timeline.Caption)).Append(": ").Append(ReportContext.Number(timeline.Moments.Count)).Append(" moments from ").Append(ReportTime.Words(from)).Append(" to ")
            .Append(ReportTime.Words(to)).Append(". The table below says the same in words.\"><line class=\"axis\" x1=\"").Append(Percent(Left)).Append("\" x2=\"").Append(Percent(Right)).Append("\" y1=\"38\" y2=\"38\"/>");
        int longest = (2 * Number(timeline.Moments.Max(m => m.Number)).Length) + 1;
        foreach ((double place, List<ReportMoment> moments) in Groups(timeline.Moments, from, to, Math.Max(Nearest, longest * Figure)))
        {
            svg.Append(Shape(place, moments));
        }

        svg.Append("<text x=\"0\" y=\"76\">").Append(ReportTime.Day(from)).Append("</text><text class=\"end\" x=\"100%\" y=\"76\">").Append(ReportTime.Day(to)).Append("</text></svg>");
        return svg.Append("<figcaption class=\"soft\"><span aria-hidden=\"true\">\u25A0</span> own side, <span aria-hidden=\"true\">\u25C6</span> operator, <span aria-hidden=\"true\">\u25CF</span> looked at, <span aria-hidden=\"true\">\u25CB</span> several of these; numbers as in the table, with + for as many more.</figcaption></figure>").ToString();
    }

    private static IEnumerable<(double Place, List<ReportMoment> Moments)> Groups(IReadOnlyList<ReportMoment> moments, DateTime from, DateTime to, double nearest)
    {
        List<ReportMoment> group = new();
        double start = 0;
        foreach (ReportMoment moment in moments.OrderBy(m => m.At))
        {
            double place = Left + ((Right - Left) * (moment.At - from).Ticks / (to - from).Ticks);
            if (group.Count > 0 && place - start >= nearest)
            {
                yield return (start, group);
                group = new List<ReportMoment>();
            }

            start = group.Count == 0 ? place : start;
            group.Add(moment);
        }

        yield return (start, group);
    }

    private static string Shape(double place, List<ReportMoment> moments)
    {
        ReportActor? actor = moments.All(m => m.Actor == moments[0].Actor) ? moments[0].Actor : null;
        string x = Percent(place);

        // An inner picture of its own has its own origin, which per cents can place and a path needs.
        string shape = actor switch
        {
            ReportActor.Own => "<rect class=\"own\" x=\"-8\" y=\"-8\" width=\"16\" height=\"16\"/>",
            ReportActor.Operator => "<path class=\"operator\" d=\"M0-11 11 0 0 11-11 0Z\"/>",
            ReportActor.Seen => "<circle class=\"seen\" r=\"8.5\"/>",
            _ => "<circle class=\"several\" r=\"8\"/>",
        };
        return "<svg x=\"" + x + "\" y=\"38\" width=\"1\" height=\"1\" overflow=\"visible\">" + shape + "</svg><text class=\"n\" x=\"" + x + "\" y=\"18\">" + Numbers(moments) + "</text>";
    }

    /// <summary>The numbers from the first to the last; where some of these are elsewhere, the first one and how many more.</summary>
    private static string Numbers(List<ReportMoment> moments)
    {
        int first = moments.Min(m => m.Number);
        int last = moments.Max(m => m.Number);
        return Number(first) + (first == last ? "" : last - first == moments.Count - 1 ? "\u2013" + Number(last) : " +" + Number(moments.Count - 1));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double place) => place.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
