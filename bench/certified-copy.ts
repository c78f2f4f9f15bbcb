import { certifyAtCounter } from '../src/dossiers/commands/certify-at-counter.ts'
import { certificationExample } from '../src/dossiers/model/certification/examples.ts'
import { measureWrite } from './shared/measure-write.ts'

// One-screen certifications, two originals each.
await measureWrite({
  name: 'certified-copy',
  path: '/certifications',
  command: certifyAtCounter,
  input: certificationExample,
})
