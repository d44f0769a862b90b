// What the command box finds. Owns: matching and order. Does not own: drawing, doing.
import type { ReactNode } from 'react'

export type Command = {
  id: string
  group: 'id' | 'pages' | 'companies' | 'people' | 'suppliers' | 'actions' | 'offers' | 'search'
  label: string
  hint?: string
  /** Drawn in the place of label and hint; the label still names it. */
  content?: ReactNode
  /** Other words it is found by: pinyin, its initials, the other language. */
  words?: string
  run: () => void
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase().trim()

/** 0 is best; null does not fit. Each typed word must be found; the start of a name counts more than its middle, and that more than a hidden word. */
export function rank(command: Pick<Command, 'label' | 'words' | 'hint'>, query: string): number | null {
  const label = plain(command.label)
  const hidden = plain(`${command.words ?? ''} ${command.hint ?? ''}`)
  let sum = 0
  for (const word of plain(query).split(/\s+/).filter(Boolean)) {
    if (label.startsWith(word)) continue
    if (label.includes(word)) sum += 1
    else if (hidden.split(/[\s·,,]+/).some((w) => w.startsWith(word))) sum += 2
    else if (hidden.includes(word)) sum += 3
    else return null
  }
  return sum
}

const order: Command['group'][] = ['id', 'pages', 'offers', 'search', 'people', 'suppliers', 'companies', 'actions']

/** What fits, group by group, the best first in each. What the hub found itself (`fixed`) is not judged again. */
export function find(commands: readonly Command[], query: string, fixed: ReadonlySet<Command['group']> = new Set(['id', 'people', 'suppliers', 'offers', 'search'])): Command[] {
  const found = commands.flatMap((command, at) => {
    const score = fixed.has(command.group) ? 0 : rank(command, query)
    return score === null ? [] : [{ command, score, at }]
  })
  return order.flatMap((group) =>
    found
      .filter((f) => f.command.group === group)
      .toSorted((a, b) => a.score - b.score || a.at - b.at)
      .map((f) => f.command),
  )
}

/** The kind of thing an id names, when what was typed is one. */
export function idKind(text: string): 'company' | 'seat' | 'job' | null {
  const [, prefix] = /^(com|sea|job)_[0-9a-z]{26}$/.exec(plain(text)) ?? []
  return prefix === 'com' ? 'company' : prefix === 'sea' ? 'seat' : prefix === 'job' ? 'job' : null
}
