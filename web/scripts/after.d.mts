import type { Plugin } from 'vite'
export function workerPlugin(): Plugin
export function compressPlugin(): Plugin
