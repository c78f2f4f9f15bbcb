import { receiveDossier } from '../src/dossiers/commands/receive-dossier.ts'
import { receptionExample } from '../src/dossiers/model/examples.ts'
import { measureWrite } from './shared/measure-write.ts'

await measureWrite({ name: 'intake', path: '/dossiers', command: receiveDossier, input: receptionExample })
