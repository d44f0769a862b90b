import { useState } from 'react'
import { toProblem, type Problem } from './problem'

/** One act of a screen at a time: whether it runs, and why the last one was refused. */
export function useDeed() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  /** Resolves to whether it was done. */
  const run = async (deed: () => Promise<unknown>) => {
    if (busy) return false
    setBusy(true)
    setProblem(null)
    try {
      await deed()
      return true
    } catch (error) {
      setProblem(toProblem(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, run, clear: () => setProblem(null) }
}
