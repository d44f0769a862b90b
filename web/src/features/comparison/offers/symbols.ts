// What measures are written with in every language. Owns: the signs of codes of UN/ECE Recommendation 20 that have no word. Does not own: conversion, which the hub does.
export const symbols: Readonly<Record<string, string>> = {
  MGM: 'mg', MC: 'µg', LBR: 'lb', ONZ: 'oz',
  '4H': 'µm', DMT: 'dm', KMT: 'km', INH: 'in', FOT: 'ft', YRD: 'yd', SMI: 'mile',
  CMK: 'cm²', MMK: 'mm²', INK: 'in²', FTK: 'ft²',
  CLT: 'cl', DLT: 'dl', HLT: 'hl', '4G': 'µl', CMQ: 'cm³', DMQ: 'dm³', MMQ: 'mm³', GLL: 'gal (US)', GLI: 'gal (UK)', OZA: 'fl oz (US)', OZI: 'fl oz (UK)', INQ: 'in³', FTQ: 'ft³',
  SEC: 's', MIN: 'min',
  JOU: 'J', KJO: 'kJ', KWH: 'kW·h', MWH: 'MW·h',
  VLT: 'V', '2Z': 'mV', KVT: 'kV',
  AMP: 'A', '4K': 'mA',
  WTT: 'W', C31: 'mW', KWT: 'kW',
  OHM: 'Ω', B49: 'kΩ', B75: 'MΩ',
  FAR: 'F', '4O': 'µF', C41: 'nF', '4T': 'pF',
  C14: 'mH', B90: 'µH',
  HTZ: 'Hz', KHZ: 'kHz', MHZ: 'MHz', A86: 'GHz',
  AD: 'B', '2P': 'kB', '4L': 'MB', E34: 'GB', E35: 'TB',
  PAL: 'Pa', BAR: 'bar',
  P1: '%', CEL: '°C', LUM: 'lm', LUX: 'lx', CDL: 'cd',
}
