// What the tests of screens share: drawing inside the texts, axe, a Chinese keyboard.
import axe from 'axe-core'
import type { ReactNode } from 'react'
import { expect } from 'vitest'
import { cdp } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { showLanguage, Texts } from '../lib/i18n'
import { setPrefs, type Density, type Lang, type Theme } from '../lib/prefs'

export const draw = (node: ReactNode) =>
  render(
    <Texts>
      <main className="p-4">{node}</main>
    </Texts>,
  )

/** No rule of axe is broken, but the two that judge a whole page, which a single control is not. */
export async function clean() {
  // Let fading end: half-transparent text has no contrast to measure.
  const ending = document.getAnimations().filter((a) => Number.isFinite(a.effect?.getComputedTiming().endTime))
  await Promise.all(ending.map((a) => a.finished.catch(() => undefined)))
  // The guards of Base UI hand the focus on the moment they get it; the keyboard tests prove that nobody stays there.
  const { violations } = await axe.run({ include: ['body'], exclude: ['[data-base-ui-focus-guard]'] }, { rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } } })
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`)).toEqual([])
}

/** Draws in both languages, both themes and all three densities, and looks with axe each time. */
export async function everywhere(check: () => Promise<void> = clean) {
  for (const lang of ['zh-CN', 'en'] as Lang[]) {
    await showLanguage(lang)
    for (const theme of ['light', 'dark'] as Theme[]) {
      for (const density of ['comfortable', 'compact', 'touch'] as Density[]) {
        setPrefs({ lang, theme, density })
        await check()
      }
    }
  }
}

type Session = { send: (method: string, params: object) => Promise<unknown> }

/** What an input method does: text is composed, shown underlined, and replaced by what is chosen. */
export async function compose(steps: string[], commit: string) {
  const chromium = cdp() as unknown as Session
  for (const text of steps) {
    await chromium.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  }
  await chromium.send('Input.insertText', { text: commit })
}

/** A key as it arrives while an input method is at work: code 229, part of a composition. */
export const composingKey = (target: Element, key: string) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode: 229, isComposing: true, bubbles: true, cancelable: true }))
