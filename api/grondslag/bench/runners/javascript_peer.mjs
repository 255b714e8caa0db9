// Runs one engine that is an npm package: node javascript_peer.mjs ENGINE DATA SHAPES REPORT
// Lies beside the node_modules of the peers. Writes the report as N-Triples and prints one line of
// JSON: version and seconds of each phase.
import fs from 'node:fs'
import { StreamParser, Writer } from 'n3'

const [engine, dataFile, shapesFile, reportFile] = process.argv.slice(2)
const SUBCLASS = 'http://www.w3.org/2000/01/rdf-schema#subClassOf'
const SPARQL = 'http://www.w3.org/ns/shacl#sparql'
const phases = {}
let last = performance.now()

function end (phase) {
  const now = performance.now()
  phases[phase] = Math.round((now - last) * 10) / 1e4
  last = now
}

async function read (file, dataset, seen = () => {}) {
  const format = file.endsWith('.nt') ? 'N-Triples' : file.endsWith('.trig') ? 'TriG' : 'Turtle'
  const parser = fs.createReadStream(file).pipe(new StreamParser({ format }))
  for await (const quad of parser) {
    dataset.add(quad)
    seen(quad)
  }
  return dataset
}

function version (name) {
  const manifest = new URL(`./node_modules/${name}/package.json`, import.meta.url)
  return JSON.parse(fs.readFileSync(manifest)).version
}

const validators = {
  // shacl-engine reads the class hierarchy from the shapes graph, so that gets the axioms too.
  async 'shacl-engine' () {
    const rdf = (await import('rdf-ext')).default
    const { Validator } = await import('shacl-engine')
    const { validations } = await import('shacl-engine/sparql.js')
    end('import')
    const axioms = []
    const keep = quad => { if (quad.predicate.value === SUBCLASS) axioms.push(quad) }
    const data = await read(dataFile, rdf.dataset(), keep)
    end('load')
    const shapes = await read(shapesFile, rdf.dataset())
    for (const axiom of axioms) shapes.add(axiom)
    end('shapes')
    return new Validator(shapes, { factory: rdf, validations }).validate({ dataset: data })
  },
  // Knows no SPARQL constraints and stops at the first one, so it gets the shapes without them.
  async 'rdf-validate-shacl' () {
    const env = (await import('@zazuko/env')).default
    const Validator = (await import('rdf-validate-shacl')).default
    end('import')
    const data = await read(dataFile, env.dataset())
    end('load')
    const shapes = await read(shapesFile, env.dataset())
    shapes.deleteMatches(null, env.namedNode(SPARQL))
    end('shapes')
    return new Validator(shapes, { factory: env }).validate(data)
  }
}

const report = await validators[engine]()
end('validate')
const writer = new Writer({ format: 'N-Triples' })
for (const quad of report.dataset) writer.addQuad(quad)
writer.end((error, text) => {
  if (error) throw error
  fs.writeFileSync(reportFile, text)
  end('report')
  console.log(JSON.stringify({ version: version(engine), phases }))
})
