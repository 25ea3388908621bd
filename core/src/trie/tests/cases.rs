//! Single cases: extreme shapes, extreme keys, and what sharing must not cost.

use std::cell::Cell;

use super::super::Trie;
use super::{Sum, check_all};

#[test]
fn ascending_descending_and_alternating_insertion() {
    for order in 0..3u32 {
        let mut trie = Trie::<u64, Sum>::new();
        for i in 0..3000u32 {
            let key = match order {
                0 => i,
                1 => u32::MAX - i,
                _ => i.reverse_bits() ^ i,
            };
            trie.insert(key.to_be_bytes(), 1);
            if i % 97 == 0 {
                check_all(&trie);
            }
        }
        check_all(&trie);
        assert_eq!(
            trie.annotation(),
            Some(&Sum {
                total: 3000,
                count: 3000
            })
        );
    }
}

#[test]
fn the_worst_avl_shape_obeys_the_height_bound() {
    // A Fibonacci tree, inserted level by level so that no rotation happens: the sparsest AVL
    // tree of its height. Key = position in order.
    fn grow(height: u32, first: u32, depth: usize, levels: &mut Vec<Vec<u32>>) -> u32 {
        if height == 0 {
            return first;
        }
        if levels.len() <= depth {
            levels.resize(depth + 1, Vec::new());
        }
        let root = grow(height - 1, first, depth + 1, levels);
        levels[depth].push(root);
        grow(height.saturating_sub(2), root + 1, depth + 1, levels)
    }
    let mut levels = Vec::new();
    grow(16, 0, 0, &mut levels);
    let trie: Trie<u64> = levels
        .concat()
        .iter()
        .map(|k| (k.to_be_bytes(), 0))
        .collect();
    assert_eq!((trie.height(), trie.len()), (16, 2583)); // F(18) − 1
    check_all(&trie);
}

#[test]
fn the_empty_trie() {
    let mut trie = Trie::<u64>::new();
    assert!(trie.is_empty() && trie.root().is_none() && trie.annotation().is_none());
    assert_eq!((trie.len(), trie.height(), trie.iter().len()), (0, 0, 0));
    assert_eq!(
        (trie.first(), trie.last(), trie.floor("x"), trie.ceiling("")),
        (None, None, None, None)
    );
    assert_eq!(
        (trie.longest_prefix(""), trie.longest_prefix("x")),
        (None, None)
    );
    assert_eq!(trie.remove("x"), None);
    assert_eq!(trie.prefix("").next_back(), None);
    trie.insert("", 1);
    assert_eq!(trie.longest_prefix(""), Some((&b""[..], &1)));
    assert_eq!(trie.longest_prefix("x"), Some((&b""[..], &1)));
    trie.clear();
    assert_eq!(trie, Trie::default());
}

#[test]
fn prefixes_of_extreme_bytes() {
    let keys: [&[u8]; 7] = [
        b"",
        b"\0",
        b"\0\0",
        b"\xFE\xFF",
        b"\xFF",
        b"\xFF\xFF",
        b"\xFF\xFF\xFF",
    ];
    let trie: Trie<usize> = keys.iter().enumerate().map(|(i, k)| (k, i)).collect();
    let found = |prefix: &[u8]| trie.prefix(prefix).map(|(_, v)| *v).collect::<Vec<_>>();
    assert_eq!(found(b"\xFF\xFF"), [5, 6]);
    assert_eq!(found(b"\xFF"), [4, 5, 6]);
    assert_eq!(found(b"\xFE"), [3]);
    assert_eq!(found(b"\0"), [1, 2]);
    assert_eq!(found(b""), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(found(b"\xFF\xFF\xFF\xFF"), [] as [usize; 0]);
    assert_eq!(trie.longest_prefix(b"\xFF\xFF\xFE").map(|e| *e.1), Some(5));
    assert_eq!(trie.longest_prefix(b"\0\x01").map(|e| *e.1), Some(1));
}

/// Each floor parts from the text one byte earlier: the most rounds there can be.
#[test]
fn longest_prefix_at_its_slowest() {
    let text = vec![b'b'; 200];
    let mut trie: Trie<usize> = (0..200).map(|i| ([&text[..i], b"a"].concat(), i)).collect();
    assert_eq!(trie.longest_prefix(&text), None);
    trie.insert("", 1000);
    assert_eq!(trie.longest_prefix(&text), Some((&b""[..], &1000)));
    trie.insert(&text[..77], 77);
    assert_eq!(trie.longest_prefix(&text), Some((&text[..77], &77)));
}

thread_local! {
    static COMPARED: Cell<usize> = const { Cell::new(0) };
    static COPIED: Cell<usize> = const { Cell::new(0) };
}

/// A value that counts how often it is compared and cloned.
#[derive(Debug)]
struct Counted(u32);

impl PartialEq for Counted {
    fn eq(&self, other: &Counted) -> bool {
        COMPARED.set(COMPARED.get() + 1);
        self.0 == other.0
    }
}

impl Clone for Counted {
    fn clone(&self) -> Counted {
        COPIED.set(COPIED.get() + 1);
        Counted(self.0)
    }
}

#[test]
fn a_change_copies_one_path_and_diff_enters_nothing_else() {
    let mut trie: Trie<Counted> = (0..20_000u32)
        .map(|i| (i.to_be_bytes(), Counted(i)))
        .collect();
    assert_eq!(COPIED.get(), 0, "an unshared trie is changed in place");
    let old = trie.clone();
    assert_eq!(COPIED.get(), 0, "a snapshot copies nothing");
    assert_eq!(trie.remove(40_000u32.to_be_bytes()), None);
    assert!(trie.ptr_eq(&old), "removing nothing copies nothing");

    let path = trie.height() as usize;
    trie.insert(777u32.to_be_bytes(), Counted(0));
    assert!(
        COPIED.get() <= path,
        "{} copies for a path of {path}",
        COPIED.get()
    );

    // Rotations put shared subtrees at other depths; they must be found there all the same.
    for i in 20_000..20_010u32 {
        trie.insert(i.to_be_bytes(), Counted(i));
    }
    trie.remove(5u32.to_be_bytes());
    COMPARED.set(0);
    assert_eq!(trie.diff(&old).count(), 12);
    assert!(
        COMPARED.get() <= 12 * 4 * path,
        "{} values compared",
        COMPARED.get()
    );
    assert!(trie != old);
    assert_eq!(old.diff(&old).count(), 0);
}

#[test]
fn equality_is_of_content_not_of_shape() {
    let up: Trie<u32> = (0..100u8).map(|i| ([i], u32::from(i))).collect();
    let down: Trie<u32> = (0..100u8).rev().map(|i| ([i], u32::from(i))).collect();
    assert!(!up.ptr_eq(&down));
    assert_eq!(up, down);
    let mut other = up.clone();
    other.insert([7], 8);
    assert_ne!(up, other);
}

#[test]
fn shows_keys_readably() {
    let trie: Trie<u32> = [(&b"a\0\xFF"[..], 1)].into_iter().collect();
    assert_eq!(format!("{trie:?}"), r#"{"a\\x00\\xff": 1}"#);
}

#[test]
fn is_shared_between_threads() {
    fn sends<T: Send + Sync>() {}
    sends::<Trie<u64, Sum>>();
    sends::<super::super::Iter<'_, u64, ()>>();
}
