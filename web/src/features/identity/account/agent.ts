// Browser and system out of what a browser says of itself. A guess for people who look for a device of their own.
const browsers: [RegExp, string][] = [
  [/MicroMessenger/, '微信 WeChat'], [/Edg(e|A|iOS)?\//, 'Edge'], [/OPR\/|Opera/, 'Opera'], [/SamsungBrowser/, 'Samsung Internet'], [/QQBrowser/, 'QQ'],
  [/Firefox\/|FxiOS/, 'Firefox'], [/(Headless)?Chrome\/|CriOS/, 'Chrome'], [/Safari\//, 'Safari'], [/curl\//i, 'curl'],
]
const systems: [RegExp, string][] = [
  [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/HarmonyOS|OpenHarmony/, 'HarmonyOS'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux|X11/, 'Linux'],
]

const find = (list: [RegExp, string][], text: string) => list.find(([form]) => form.test(text))?.[1]

/** "Chrome · Windows"; what cannot be told is left as it came. */
export function device(agent: string): { name: string; phone: boolean } {
  const name = [find(browsers, agent), find(systems, agent)].filter(Boolean).join(' · ')
  return { name: name || agent.slice(0, 60), phone: /iPhone|Android|Mobile/.test(agent) }
}
