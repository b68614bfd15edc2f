import ApexCharts from "apexcharts/dist/apexcharts.common.js";
import { chartOptions, type ChartData } from "./chartOptions";

interface Live { chart: any; data: ChartData; watcher: MutationObserver }
interface Page { invokeMethodAsync(name: string, ...values: unknown[]): Promise<void> }
const charts = new Map<HTMLElement, Live>();

/** Draws, or draws anew, the chart of an element. */
export async function draw(element: HTMLElement, data: ChartData, page: Page | null) {
  dispose(element);
  const click = page ? (series: number, point: number) => void page.invokeMethodAsync("ChosenAsync", series, point) : undefined;
  const chart = new ApexCharts(element, chartOptions(element, data, click));
  const watcher = new MutationObserver(() => void chart.updateOptions(chartOptions(element, data, click), true, false));
  watcher.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  charts.set(element, { chart, data, watcher });
  await chart.render();
}

export function dispose(element: HTMLElement) {
  const live = charts.get(element);
  if (!live) return;
  live.watcher.disconnect();
  live.chart.destroy();
  charts.delete(element);
}

/** Saves the chart as it is seen, twice as large, on the surface's colour. */
export async function savePng(element: HTMLElement, name: string) {
  const drawing = element.querySelector<SVGSVGElement>("svg.apexcharts-svg");
  if (!drawing) return;
  const picture = drawing.cloneNode(true) as SVGSVGElement;
  picture.querySelectorAll("foreignObject, style, template, [class*=crosshairs]").forEach(part => part.remove());
  const { clientWidth: width, clientHeight: height } = drawing;
  const image = new Image(width, height);
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(picture));
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = getComputedStyle(element).getPropertyValue("--is-surface");
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  save(canvas.toDataURL("image/png"), `${name}.png`);
}

interface Content { arrayBuffer(): Promise<ArrayBuffer> }

/** Saves a file that the server wrote. */
export async function saveFile(content: Content, name: string, type: string) {
  const url = URL.createObjectURL(new Blob([await content.arrayBuffer()], { type }));
  save(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function save(url: string, name: string) {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
