import { useTranslations } from '../../lib/i18n'

export type MendProblem = { field?: string; code: string; message: string }

/** Why a line was not taken, in the reader's language where its code has words: those of the import first, for the field before those for any. */
export function useWhy(namespace: string) {
  const t = useTranslations()
  return (p: MendProblem) => {
    for (const key of [`${namespace}.problem.${p.field}_${p.code}`, `${namespace}.problem.${p.code}`, `fault.field.${p.code}`, `fault.${p.code}`]) if (t.has(key as never)) return t(key as never)
    return p.message
  }
}
