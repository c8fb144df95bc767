// First-party pages: <script src="https://…/v1/ckg.js" data-key="ckgw_…"></script>, then ckg.page(),
// ckg.track("Signed up", {…}), ckg.identify("4711", {email: …}), ckg.group("acme"), ckg.reset().
// Messages wait in this page's storage until they were taken in, and are sent as text/plain, which needs no
// question in advance; when the page is left, the browser sends the rest by itself.
;(() => {
  const script = document.currentScript
  const address = new URL('batch', script.src).href
  const writeKey = script.dataset.key
  const MOST_WAITING = 500
  const MOST_AT_ONCE = 50
  const MOST_BYTES = 60000 // of what a browser sends for a page that is left
  const PAUSE = 1000
  const LONGEST_PAUSE = 60000
  let pause = PAUSE
  let timer = null
  let sending = false

  const stored = (name, otherwise) => {
    try {
      return JSON.parse(localStorage.getItem('ckg.' + name)) ?? otherwise
    } catch {
      return otherwise
    }
  }
  const store = (name, value) => {
    try {
      localStorage.setItem('ckg.' + name, JSON.stringify(value))
      return true
    } catch {
      return false // without storage what waits is lost with the page
    }
  }
  const id = () => {
    if (crypto.randomUUID) return crypto.randomUUID()
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0'))
    return hex.join('')
  }

  let anonymousId = stored('anonymousId', null) || id()
  let userId = stored('userId', null)
  let waiting = stored('waiting', [])
  let shared = store('anonymousId', anonymousId)
  const change = (how) => {
    // Other tabs of the site add and send, too.
    waiting = how(shared ? stored('waiting', []) : waiting).slice(-MOST_WAITING)
    shared = store('waiting', waiting)
  }

  const context = () => ({
    page: { path: location.pathname, title: document.title, referrer: document.referrer },
    campaign: campaign(),
    locale: navigator.language,
  })
  const campaign = () => {
    const found = {}
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (name.startsWith('utm_')) found[name === 'utm_campaign' ? 'name' : name.slice(4)] = value
    }
    return Object.keys(found).length ? found : undefined
  }

  const add = (type, said) => {
    const message = { type, messageId: id(), timestamp: new Date().toISOString(), anonymousId, context: context(), ...said }
    if (userId !== null) message.userId = userId
    change((others) => [...others, message])
    plan(0)
  }
  const plan = (after) => {
    clearTimeout(timer)
    timer = setTimeout(send, after)
  }
  const bodyOf = (batch) => JSON.stringify({ batch, writeKey, sentAt: new Date().toISOString() })
  const sizeOf = (value) => new Blob([JSON.stringify(value)]).size
  const nextBatch = () => {
    let size = 0
    const fits = (message, place) => (size += sizeOf(message)) <= MOST_BYTES || place === 0
    const tooMuch = waiting.slice(0, MOST_AT_ONCE).findIndex((message, place) => !fits(message, place))
    return waiting.slice(0, tooMuch < 0 ? MOST_AT_ONCE : tooMuch)
  }

  const send = async () => {
    if (sending || !waiting.length) return
    sending = true
    const batch = nextBatch()
    // What a page that was left still sends counts against a browser's limit, so that the next try does without.
    const keepalive = pause === PAUSE && sizeOf(batch) <= MOST_BYTES
    const sent = new Set(batch.map((message) => message.messageId))
    let again = null
    try {
      const answer = await fetch(address, { method: 'POST', body: bodyOf(batch), credentials: 'omit', keepalive })
      // What is refused for what it is will be refused again.
      if (answer.status === 429 || answer.status >= 500) again = 1000 * (Number(answer.headers.get('Retry-After')) || 0)
    } catch {
      again = 0
    }
    sending = false
    if (again !== null) {
      plan(Math.max(again, pause))
      pause = Math.min(2 * pause, LONGEST_PAUSE)
      return
    }
    pause = PAUSE
    change((all) => all.filter((message) => !sent.has(message.messageId)))
    plan(0)
  }

  // The same messages may be sent twice then: they are told apart by their ids.
  addEventListener('pagehide', () => {
    if (waiting.length) navigator.sendBeacon(address, bodyOf(nextBatch()))
  })
  // Who signs in or out in one tab does so in all.
  addEventListener('storage', () => {
    userId = stored('userId', null)
    anonymousId = stored('anonymousId', anonymousId)
  })

  window.ckg = {
    page: (properties = {}) => add('page', { properties: { path: location.pathname, ...properties } }),
    track: (event, properties = {}) => add('track', { event, properties }),
    // Without a user the traits are the visitor's: identify({email: …}).
    identify: (user, traits = {}) => {
      const isTraits = typeof user === 'object' || user === undefined
      if (!isTraits) {
        userId = String(user)
        store('userId', userId)
      }
      add('identify', { traits: (isTraits && user) || traits })
    },
    group: (groupId, traits = {}) => add('group', { groupId: String(groupId), traits }),
    reset: () => {
      userId = null
      anonymousId = id()
      store('userId', null)
      store('anonymousId', anonymousId)
    },
    get anonymousId() {
      return anonymousId
    },
  }
  plan(0)
})()
