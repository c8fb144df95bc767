// Puts connection, saved queries and style sheet where the Neo4j Browser looks for them when it starts.
// What the user saved, changed or deleted in the Browser stays as it is.
(() => {
  'use strict'
  const seed = JSON.parse(document.getElementById('ckg-seed').textContent)
  const CONNECTIONS = 'neo4j.connections'
  const SEEDED = 'ckg.seeded'

  // The connection holds the password: it lives in the tab's session, never in lasting storage.
  const { getItem, setItem } = Storage.prototype
  const place = (storage, key) =>
    storage === window.localStorage && key === CONNECTIONS ? window.sessionStorage : storage
  Storage.prototype.getItem = function (key) {
    return getItem.call(place(this, key), key)
  }
  Storage.prototype.setItem = function (key, value) {
    setItem.call(place(this, key), key, value)
  }

  const read = (key, otherwise) => {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? otherwise
    } catch {
      return otherwise
    }
  }
  const write = (key, value) => localStorage.setItem(key, JSON.stringify(value))
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)
  const byId = list => Object.fromEntries(list.map(item => [item.id, item]))

  // An entry is ours to set while it is new or still as we set it last time.
  const merged = (current, before, now) => {
    const ours = key => (key in current ? same(current[key], before[key]) : !(key in before))
    const kept = Object.entries(current).filter(([key]) => key in now || !(key in before) || !ours(key))
    const set = Object.entries(now).filter(([key]) => ours(key))
    return { ...Object.fromEntries(kept), ...Object.fromEntries(set) }
  }

  const before = read(SEEDED, { favorites: {}, grass: {}, settings: {} })
  const now = { favorites: byId(seed.favorites), grass: seed.grass, settings: seed.settings }
  const documents = read('neo4j.documents', [])
  const unnamed = documents.filter(document => !document.id)
  const named = byId(documents.filter(document => document.id))
  const folders = read('neo4j.folders', []).filter(folder => folder.id !== seed.folder.id)

  write('neo4j.documents', [...unnamed, ...Object.values(merged(named, before.favorites, now.favorites))])
  write('neo4j.udc', { ...read('neo4j.udc', {}), ...seed.udc })
  write('neo4j.folders', [...folders, seed.folder])
  write('neo4j.grass', merged(read('neo4j.grass', {}), before.grass, now.grass))
  write('neo4j.settings', merged(read('neo4j.settings', {}), before.settings, now.settings))
  write(SEEDED, now)

  const id = '$$discovery'
  const connection = { ...seed.connection, id, name: id, type: 'bolt', authenticationMethod: 'NATIVE' }
  write(CONNECTIONS, { allConnectionIds: [id], connectionsById: { [id]: connection }, activeConnection: id })
})()
