import type { Plugin } from 'vite'
type Tree = { [key: string]: string | Tree }
export const locales: string[]
export function sources(root: string): { namespace: string | null; dir: string }[]
export function catalogue(root: string, locale: string): Tree
export function walk(tree: Tree, fn: (path: string, text: string) => void): void
export function pseudo(text: string): string
export function messagesPlugin(): Plugin
export function messagesTypes(root: string): string
