import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export interface Metrics {
  registry: Registry
  /** Seconds an operation took in the program, by name and outcome. */
  observeOperation(operation: string, seconds: number, outcome: 'ok' | 'error'): void
  observeRequest(labels: { method: string; route: string; status: number }, seconds: number): void
}

/** Prometheus metrics of this program. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const operations = new Histogram({
    name: 'motcua_operation_seconds',
    help: 'Duration of commands and queries',
    labelNames: ['operation', 'outcome'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  const requests = new Histogram({
    name: 'motcua_http_request_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  const failures = new Counter({
    name: 'motcua_http_server_errors_total',
    help: 'Answers with status 500 and above',
    registers: [registry],
  })
  return {
    registry,
    observeOperation: (operation, seconds, outcome) => operations.observe({ operation, outcome }, seconds),
    observeRequest: ({ method, route, status }, seconds) => {
      requests.observe({ method, route, status: String(status) }, seconds)
      if (status >= 500) failures.inc()
    },
  }
}
