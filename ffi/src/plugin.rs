//! Plugins: callbacks that may veto what a registry is about to do.

use std::ffi::{c_char, c_void};
use std::mem::{MaybeUninit, offset_of, size_of};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use diram_host::plugins::{DEADLINE, Error, Package, Proposal, RegistryPlugin};
use serde::Serialize;

use crate::error::diram_error;
use crate::fault::{Fault, Outcome};
use crate::handle::{self, Handle, Poison, assert_send_sync};
use crate::input::{self, Z};
use crate::output::Place;
use crate::registry::diram_registry;
use crate::report::{self, diram_report};
use crate::status::diram_status;
use crate::user_data::{UserData, diram_drop_fn};
use crate::version::DIRAM_ABI;

/// The place for a plugin's reason. Lent for the call of one hook: never freed, and not used after it.
pub struct diram_veto {
    why: Mutex<String>,
    poison: Poison,
}

impl Handle for diram_veto {
    const WHAT: &'static str = "veto";

    fn poison(&self) -> &Poison {
        &self.poison
    }
}

const _: () = assert_send_sync::<diram_veto>();

/// Asks a plugin about one package, JSON as `diram_registry_info` has it; or, for `on_resolve`, about
/// the whole answer: JSON of `requirements`, `packages`, `installs`, `updates` and `removes`. The text
/// is UTF-8 of `len` bytes, lent for the call, and ends in a NUL. Returns 0 for yes, anything else for no.
pub type diram_plugin_fn = Option<
    unsafe extern "C" fn(
        ctx: *mut c_void,
        json: *const c_char,
        len: usize,
        veto: *mut diram_veto,
    ) -> i32,
>;

/// `diram_plugin_fn` about a package before and after.
pub type diram_plugin_update_fn = Option<
    unsafe extern "C" fn(
        ctx: *mut c_void,
        old_json: *const c_char,
        old_len: usize,
        new_json: *const c_char,
        new_len: usize,
        veto: *mut diram_veto,
    ) -> i32,
>;

/// A plugin: what `diram_registry_plug` copies. Set everything to zero, then `abi` to `DIRAM_ABI`, `size` to
/// `sizeof(diram_plugin)`, `name`, and the hooks that are wanted; a hook that is NULL agrees.
///
/// A program that vetoes an install:
///
///     static int32_t no_log(void *ctx, const char *package, size_t len, diram_veto *veto) {
///       (void)ctx, (void)len;
///       if (strstr(package, "\"name\":\"log\"") == NULL) return 0;
///       diram_veto_say(veto, "we log nothing", DIRAM_Z);
///       return 1;
///     }
///
///     diram_plugin plugin = {0};
///     plugin.abi = DIRAM_ABI;
///     plugin.size = sizeof plugin;
///     plugin.name = "no-log";
///     plugin.on_install = no_log;
///     diram_registry_plug(registry, &plugin, &err);
#[repr(C)]
#[derive(Clone, Copy)]
pub struct diram_plugin {
    /// `DIRAM_ABI`.
    pub abi: u32,
    /// `sizeof(diram_plugin)` as the program knows it: what lies beyond is not read.
    pub size: u32,
    /// What it is called in refusals, 1 to 128 bytes, different from the registry's other plugins.
    /// NUL-terminated.
    pub name: *const c_char,
    /// Its own version, for readers of the source; NULL is fine. NUL-terminated.
    pub version: *const c_char,
    /// The pointer that every hook gets first.
    pub ctx: *mut c_void,
    /// The time for one call, in milliseconds; 0 is 2000. A call that takes longer is a refusal and switches
    /// the plugin off.
    pub deadline_ms: u64,
    /// May this version be published?
    pub on_publish: diram_plugin_fn,
    /// May this package come into a lock?
    pub on_install: diram_plugin_fn,
    /// May this package leave a lock?
    pub on_remove: diram_plugin_fn,
    /// May this package change its version in a lock?
    pub on_update: diram_plugin_update_fn,
    /// May this answer, as a whole, become a lock?
    pub on_resolve: diram_plugin_fn,
    /// Called once with `ctx` when nothing needs the plugin any more; may be NULL.
    pub drop: diram_drop_fn,
}

/// The least that a program must know of the struct: everything before the hooks.
const LEAST: usize = offset_of!(diram_plugin, on_publish);

/// The program's struct, as far as it goes, with zeros behind it.
///
/// # Safety
/// `plugin` is NULL, or has as many readable bytes as its `size` says, at least eight.
unsafe fn copied(plugin: *const diram_plugin) -> Outcome<diram_plugin> {
    if plugin.is_null() {
        return Err(Fault::argument("plugin", "is NULL"));
    }
    // SAFETY: the caller's promise; both fields are within the first eight bytes.
    let (abi, size) = unsafe {
        (
            (&raw const (*plugin).abi).read(),
            (&raw const (*plugin).size).read(),
        )
    };
    if abi != DIRAM_ABI {
        let why = format!("abi is {abi}, and this library has {DIRAM_ABI}; set it to DIRAM_ABI");
        return Err(Fault::argument("plugin", why));
    }
    let known = size as usize;
    if known < LEAST {
        let why = format!("size is {size}, at least {LEAST}; set it to sizeof(diram_plugin)");
        return Err(Fault::argument("plugin", why));
    }
    let mut copy = MaybeUninit::<diram_plugin>::zeroed();
    // SAFETY: readable as far as `size` says, and the copy has room for all that this library knows.
    // Zeros are a value of every field: 0, NULL, no function.
    Ok(unsafe {
        let len = known.min(size_of::<diram_plugin>());
        plugin
            .cast::<u8>()
            .copy_to_nonoverlapping(copy.as_mut_ptr().cast(), len);
        copy.assume_init()
    })
}

/// A plugin of C's.
struct Plugin {
    name: String,
    hooks: diram_plugin,
    /// Set once the registry has it: until then `ctx` is the program's alone.
    owned: OnceLock<UserData>,
}

// SAFETY: the header tells the program that hooks are called on threads of the library's, also on
// several at once, and `drop` on any; diram itself never looks through `ctx`.
unsafe impl Send for Plugin {}
// SAFETY: as above.
unsafe impl Sync for Plugin {}

impl Plugin {
    fn ask(&self, hook: diram_plugin_fn, about: &impl Serialize) -> Result<(), Error> {
        let Some(hook) = hook else { return Ok(()) };
        let json = json(about)?;
        // SAFETY: the program gave this hook for this pointer; the text lives for the call.
        self.heard(|veto| unsafe {
            hook(self.hooks.ctx, json.as_ptr().cast(), json.len() - 1, veto)
        })
    }

    fn heard(&self, call: impl FnOnce(*mut diram_veto) -> i32) -> Result<(), Error> {
        let mut veto = diram_veto {
            why: Mutex::default(),
            poison: Poison::default(),
        };
        match call(&raw mut veto) {
            0 => Ok(()),
            _ => Err(Error::Refused(handle::lock(&veto.why).clone())),
        }
    }
}

/// JSON with a NUL behind it.
fn json(about: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut json = serde_json::to_vec(about).map_err(|e| Error::Failed(e.to_string()))?;
    json.push(0);
    Ok(json)
}

impl RegistryPlugin for Plugin {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn on_publish(&self, package: &Package) -> Result<(), Error> {
        self.ask(self.hooks.on_publish, package)
    }

    fn on_install(&self, package: &Package) -> Result<(), Error> {
        self.ask(self.hooks.on_install, package)
    }

    fn on_update(&self, old: &Package, new: &Package) -> Result<(), Error> {
        let Some(hook) = self.hooks.on_update else {
            return Ok(());
        };
        let (old, new) = (json(old)?, json(new)?);
        // SAFETY: the program gave this hook for this pointer; the texts live for the call.
        self.heard(|veto| unsafe {
            hook(
                self.hooks.ctx,
                old.as_ptr().cast(),
                old.len() - 1,
                new.as_ptr().cast(),
                new.len() - 1,
                veto,
            )
        })
    }

    fn on_remove(&self, package: &Package) -> Result<(), Error> {
        self.ask(self.hooks.on_remove, package)
    }

    fn on_resolve(&self, proposal: &Proposal) -> Result<(), Error> {
        self.ask(self.hooks.on_resolve, proposal)
    }
}

/// Puts a plugin in, after those that are there: it is asked before every publish and every lock, and
/// any no stops them. The struct is copied; `ctx` stays the program's until `drop`.
///
/// Hooks are called on a thread of the library's, each plugin after the other, while the call that asks
/// waits; when several threads change the registry, a hook may be called on several at once. A hook may read the
/// registry; to change it is `DIRAM_ERR_STATE`. One that does not return in time is left alone with its
/// thread, and `drop` comes after it has returned.
///
/// `DIRAM_ERR_ARGUMENT` for another `abi`, a `size` that is too small, or a name that is taken; nothing is
/// taken over then, and `drop` is not called.
///
/// # Safety
/// `registry` is NULL or live; `plugin` is NULL or has `size` readable bytes, its texts are NULL or
/// NUL-terminated, its functions accept `ctx` from any thread and return normally; `err` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_plug(
    registry: *const diram_registry,
    plugin: *const diram_plugin,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (hooks, name) = unsafe {
            let hooks = copied(plugin)?;
            (hooks, input::text(hooks.name, Z, "plugin.name")?)
        };
        let deadline = match hooks.deadline_ms {
            0 => DEADLINE,
            limit => Duration::from_millis(limit),
        };
        let plugin = Arc::new(Plugin { name: name.into(), hooks, owned: OnceLock::new() });
        registry.registry.plug_within(plugin.clone(), deadline)?;
        plugin.owned.get_or_init(|| UserData::new(hooks.ctx, hooks.drop));
        Ok(())
    })
}

/// Takes a plugin out. `out` (may be NULL) tells whether there was one of that name. A transaction that
/// is asking it at this moment goes on to; its `drop` tells when nothing does any more.
///
/// # Safety
/// `registry` is NULL or live, `name` readable, `out` and `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_unplug(
    registry: *const diram_registry,
    name: *const c_char,
    name_len: usize,
    out: *mut i32,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let (name, out) = unsafe {
            (input::text(name, name_len, "name")?, Place::optional(out))
        };
        let was = registry.registry.unplug(name);
        if let Some(out) = out {
            out.put(i32::from(was));
        }
        Ok(())
    })
}

/// The plugins in the order in which they are asked: a list of `name`, `on` and `why`, which says what
/// switched one off.
///
/// # Safety
/// `registry` is NULL or live, `report` writable, `err` NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_registry_plugins(
    registry: *const diram_registry,
    report: *mut *mut diram_report,
    err: *mut *mut diram_error,
) -> diram_status {
    boundary!(err, registry => {
        // SAFETY: the caller's promise.
        let report = unsafe { Place::required(report, "report") }?;
        report::give(Some(report), &registry.registry.plugins())
    })
}

/// Says why a plugin refuses, instead of what it said before in the same call; counts only if the hook then
/// returns no. `DIRAM_ERR_UTF8` for text that is not UTF-8.
///
/// # Safety
/// `veto` is that of a hook that has not returned, `text` readable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn diram_veto_say(
    veto: *mut diram_veto,
    text: *const c_char,
    text_len: usize,
) -> diram_status {
    let err: *mut *mut diram_error = std::ptr::null_mut();
    boundary!(err, veto => {
        // SAFETY: the caller's promise.
        let text = unsafe { input::text(text, text_len, "text") }?;
        text.clone_into(&mut handle::lock(&veto.why));
        Ok(())
    })
}
