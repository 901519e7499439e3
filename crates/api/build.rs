//! Compiles the crate again when the portal was built anew: its files are embedded.

fn main() {
    println!("cargo:rerun-if-changed=../../web/dist");
}
