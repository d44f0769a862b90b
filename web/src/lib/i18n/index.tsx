// Owns: which texts are loaded and in which language. Does not own: the choice of the language (lib/prefs).
import { useSyncExternalStore, type ReactNode } from 'react'
import { IntlProvider } from 'use-intl/react'
import { prefs, type Lang } from '../prefs'
import type { Messages } from './messages.gen'

declare module 'use-intl/core' {
  interface AppConfig {
    Locale: Lang
    Messages: Messages
  }
}

export { useLocale, useTranslations } from 'use-intl/react'

/** A namespace is `fault`, `commands`, or the name of the folder (shell, a feature, a page folder of a feature) that has a folder i18n. */
export type Namespace = string
type Tree = Record<string, unknown>
type State = { lang: Lang; timeZone: string; texts: Tree }

const files: Record<string, () => Promise<unknown>> = {
  ...import.meta.glob('./{en,zh-CN}.json', { import: 'default' }),
  ...import.meta.glob('./fault/*.json', { import: 'default' }),
  ...import.meta.glob('../../shell/{i18n,commands}/*.json', { import: 'default' }),
  ...import.meta.glob('../../features/*/i18n/*.json', { import: 'default' }),
  ...import.meta.glob('../../features/*/*/i18n/*.json', { import: 'default' }),
}

/** Where the files of each namespace lie, by its name. */
const folders: Record<Namespace, string> = {}
for (const path of Object.keys(files)) {
  const [, folder, name] = /^(.*?([\w-]+)(?:\/i18n)?)\/[\w-]+\.json$/.exec(path) ?? []
  if (folder && name) folders[name] = folder
}

const loaded = new Set<Namespace>()
const listeners = new Set<() => void>()
let state: State = { lang: prefs().lang, timeZone: 'Asia/Shanghai', texts: {} }

async function read(lang: Lang, path: string) {
  const file = files[`${path}/${lang}.json`]
  if (!file) throw new Error(`no texts at ${path}`)
  return (await file()) as Tree
}

const load = async (lang: Lang, name: Namespace): Promise<Tree> => ({
  [name]: await read(lang, folders[name] ?? name),
})

function become(next: State) {
  state = next
  for (const f of listeners) f()
}

/** Loads a language with everything the open pages use, and `more`, then shows it at once: never half of it. */
export async function showLanguage(lang: Lang, ...more: Namespace[]) {
  const parts = await Promise.all([read(lang, '.'), ...[...new Set([...loaded, ...more])].map((name) => load(lang, name))])
  for (const name of more) loaded.add(name)
  become({ ...state, lang, texts: Object.assign({}, ...parts) })
}

/** Has the texts of a feature ready; pages name theirs in the route table. */
export async function needTexts(...names: Namespace[]) {
  const missing = names.filter((name) => !loaded.has(name))
  if (missing.length === 0) return
  const parts = await Promise.all(missing.map((name) => load(state.lang, name)))
  for (const name of missing) loaded.add(name)
  become({ ...state, texts: Object.assign({}, state.texts, ...parts) })
}

/** Times are shown in the time zone of the company at work. */
export function setTimeZone(timeZone: string) {
  if (timeZone !== state.timeZone) become({ ...state, timeZone })
}

function subscribe(f: () => void) {
  listeners.add(f)
  return () => {
    listeners.delete(f)
  }
}

const useTexts = () => useSyncExternalStore(subscribe, () => state)

export function Texts({ children }: { children: ReactNode }) {
  const { lang, timeZone, texts } = useTexts()
  return (
    <IntlProvider locale={lang} messages={texts as Messages} timeZone={timeZone}>
      {children}
    </IntlProvider>
  )
}
