import { niceAxis } from "./axis";

export interface ChartSeries { name: string; color: string; values: (number | null)[]; role: "current" | "previous" | "goal" | "forecast" }
export interface ChartData {
  kind: "line" | "area" | "bar" | "stacked"; categories: string[]; series: ChartSeries[]; unfinished: number;
  prefix: string; suffix: string; decimals: number; height: number; label: string; lastLabel: string | null;
}

const steps: [number, string][] = [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "K"]];

function brief(value: number) {
  const step = steps.find(([size]) => Math.abs(value) >= size);
  return step ? `${+(value / step[0]).toFixed(1)}${step[1]}` : `${+value.toFixed(2)}`;
}

// A stack is as high as its parts together, on either side of zero.
function heights(data: ChartData) {
  const bars = data.kind === "stacked" ? data.series.filter(series => series.role === "current") : [];
  const stacks = (bars[0]?.values ?? []).flatMap((_, point) => {
    const parts = bars.map(series => series.values[point] ?? 0);
    return [parts.reduce((sum, part) => sum + Math.max(0, part), 0), parts.reduce((sum, part) => sum + Math.min(0, part), 0)];
  });
  return [...stacks, ...data.series.filter(series => !bars.includes(series)).flatMap(series => series.values.filter(value => value != null))];
}

/** Everything the engine needs, its colours read from the tokens in force. */
export function chartOptions(element: HTMLElement, data: ChartData, click?: (series: number, point: number) => void) {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--is-${name}`).trim();
  const color = (series: ChartSeries) => series.role === "previous" ? token("c-prev") : series.role === "goal" ? token("c-neutral") : token(series.color);
  const full = (value: number | null) => value == null ? "—"
    : data.prefix + value.toLocaleString("en-US", { minimumFractionDigits: data.decimals, maximumFractionDigits: data.decimals }) + data.suffix;
  const bars = data.kind === "bar" || data.kind === "stacked";
  const text = { colors: token("text-3"), fontSize: "12px", fontFamily: token("font") };
  const last = data.series[0]?.values.reduce<number>((found, value, index) => value == null ? found : index, -1) ?? -1;
  // Bars do not thin their own labels out: every nth that fits stays.
  const every = Math.ceil(data.categories.length / Math.max(1, Math.floor(element.clientWidth / 68)));
  const shown = new Set(data.categories.filter((_, index) => index % every === 0));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    chart: {
      type: bars ? "bar" : "line", stacked: data.kind === "stacked", height: data.height, width: "100%", parentHeightOffset: 0, fontFamily: token("font"),
      toolbar: { show: false }, zoom: { enabled: false }, background: "transparent", foreColor: token("text-3"),
      animations: { enabled: !still, speed: 200, animateGradually: { enabled: false }, dynamicAnimation: { speed: 120 } },
      events: click ? {
        click: (_: unknown, __: unknown, at: { seriesIndex: number; dataPointIndex: number }) => {
          if (at.dataPointIndex >= 0) click(Math.max(0, at.seriesIndex), at.dataPointIndex);
        },
      } : {},
    },
    series: data.series.map(series => ({
      name: series.name, data: series.values, color: color(series),
      type: bars && series.role === "current" ? "bar" : data.kind === "area" && series.role === "current" ? "area" : "line",
    })),
    stroke: {
      width: data.series.map(series => bars && series.role === "current" ? 0 : series.role === "current" ? 2.5 : 1.75),
      dashArray: data.series.map(series => series.role === "goal" || series.role === "forecast" ? 5 : 0), curve: "straight", lineCap: "round",
    },
    fill: { type: "solid", opacity: data.series.map(series => data.kind === "area" && series.role === "current" ? Number(token("c-area")) : 1) },
    forecastDataPoints: { count: bars ? 0 : data.unfinished, dashArray: 5, fillOpacity: Number(token("c-area")) },
    plotOptions: { bar: { borderRadius: 2, columnWidth: "60%" } },
    markers: { size: 0, strokeWidth: 0, hover: { size: 4 }, strokeColors: token("surface"), discrete: !bars && last >= 0 ? [{ seriesIndex: 0, dataPointIndex: last, size: 5, fillColor: color(data.series[0]), strokeColor: token("surface") }] : [] },
    annotations: { points: !bars && last >= 0 && data.lastLabel ? [{ x: data.categories[last], y: data.series[0].values[last], marker: { size: 0, strokeWidth: 0 }, label: { text: data.lastLabel, borderWidth: 0, textAnchor: last > data.categories.length / 2 ? "end" : "start", offsetX: last > data.categories.length / 2 ? -8 : 8, offsetY: -2, style: { background: "transparent", color: token("text"), fontSize: "12px", fontWeight: 600, fontFamily: token("font") } } }] : [] },
    xaxis: {
      categories: data.categories, tickAmount: bars ? undefined : Math.min(data.categories.length, element.clientWidth < 500 ? 5 : 8), tickPlacement: bars ? "between" : "on",
      labels: { style: text, rotate: 0, hideOverlappingLabels: true, formatter: bars ? (name: string) => shown.has(name) ? name : "" : undefined }, axisBorder: { color: token("border") }, axisTicks: { show: false }, tooltip: { enabled: false }, crosshairs: { stroke: { color: token("border-strong"), dashArray: 0 } },
    },
    yaxis: { ...niceAxis(heights(data), data.decimals === 0 && data.prefix === ""), labels: { style: text, formatter: brief } },
    grid: { borderColor: token("c-grid"), xaxis: { lines: { show: false } }, yaxis: { lines: { show: true } }, padding: { left: 8, right: 0, top: -16, bottom: -8 } },
    legend: { show: false }, dataLabels: { enabled: false },
    states: { hover: { filter: { type: "none" } }, active: { filter: { type: "none" } } },
    tooltip: { shared: true, intersect: false, theme: "light", x: { formatter: (_: unknown, at: { dataPointIndex: number }) => data.categories[at.dataPointIndex] ?? "" }, y: { formatter: full } },
  };
}
